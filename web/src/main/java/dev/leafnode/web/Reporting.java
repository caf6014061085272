package dev.leafnode.web;

import dev.leafnode.json.ExecutionJson;
import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.repository.ExecutionRepository;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Takes in what an engine elsewhere reports. What is older than what is stored is refused, what is the same changes nothing,
 * and of what is newer the listeners are told what has happened since. Reports of the same execution wait for each other in
 * this process; send all of one execution to one process.
 */
final class Reporting {

    private static final int LOCKS = 256;

    private final ExecutionRepository executions;
    private final Listeners listeners;
    private final ExecutionJson json;
    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

    Reporting(ExecutionRepository executions, Listeners listeners, ExecutionJson json) {
        this.executions = executions;
        this.listeners = listeners;
        this.json = json;
    }

    /** What became of a report. */
    enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED
    }

    /**
     * Stores an execution and tells what has happened.
     *
     * @throws ProblemException if what is stored is newer; the answer holds it
     */
    Outcome report(Execution reported, Access access) {
        requireAllowed(reported, access);
        Lock lock = locks[Math.floorMod(reported.id().hashCode(), LOCKS)];
        lock.lock();
        try {
            Optional<Execution> stored = executions.find(reported.id());
            stored.ifPresent(execution -> requireAllowed(execution, access));
            if (stored.equals(Optional.of(reported))) {
                return Outcome.UNCHANGED;
            }
            stored.ifPresent(execution -> requireNewer(reported, execution, access));
            executions.save(reported);
            Transitions.between(stored.orElse(null), reported).tell(listeners);
            return stored.isPresent() ? Outcome.UPDATED : Outcome.CREATED;
        } finally {
            lock.unlock();
        }
    }

    private static void requireAllowed(Execution execution, Access access) {
        if (!access.reports(execution.application())) {
            String who = access.caller().name();
            throw ProblemException.forbidden("execution %s: expected somebody who may report in its application, got %s"
                    .formatted(execution.id(), who == null ? "nobody who is authenticated" : who));
        }
    }

    private void requireNewer(Execution reported, Execution stored, Access access) {
        if (Recency.of(reported).compareTo(Recency.of(stored)) < 0) {
            throw ProblemException.conflict(
                    "execution %s: expected a report that is newer than what is stored, got one that is older"
                            .formatted(stored.id()),
                    access.reads(stored.application()) ? Map.of("stored", Answers.tree(json.write(stored))) : Map.of());
        }
    }
}
