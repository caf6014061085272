package dev.leafnode.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.json.ExecutionJson;
import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.repository.ExecutionRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Takes in what an engine elsewhere reports. What is older than what is stored is refused, what is the same changes
 * nothing, and of what is newer the listeners are told what has happened since. Reports of the same execution wait for
 * each other in this process; send all of one execution to one process.
 */
final class Reporting {

    private static final int LOCKS = 256;

    /** How far ahead of ours an engine's clock may be. Beyond that, nothing it reports later would be newer. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final ExecutionRepository executions;
    private final Listeners listeners;
    private final ExecutionJson json;
    private final Redaction redaction;
    private final InstantSource clock;
    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

    Reporting(
            ExecutionRepository executions,
            Listeners listeners,
            ExecutionJson json,
            Redaction redaction,
            InstantSource clock) {
        this.executions = executions;
        this.listeners = listeners;
        this.json = json;
        this.redaction = redaction;
        this.clock = clock;
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
     * @throws ProblemException if what is stored is newer, and the answer holds it; or if it
     *     tells of what is still to come
     */
    Outcome report(Execution reported, Access access) {
        requireAllowed(reported, access);
        requirePast(reported);
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

    /** What the engine itself says of times; what stands in a context anybody may have written. */
    private void requirePast(Execution reported) {
        Instant latest = clock.instant().plus(AHEAD);
        Stream.of(
                        Stream.of(reported.buildTime(), reported.startTime(), reported.endTime()),
                        reported.stages().stream().flatMap(stage -> Stream.of(stage.startTime(), stage.endTime())),
                        reported.stages().stream()
                                .flatMap(stage -> stage.tasks().stream())
                                .flatMap(task -> Stream.of(task.startTime(), task.endTime())))
                .flatMap(times -> times)
                .filter(time -> time != null && time.isAfter(latest))
                .findFirst()
                .ifPresent(time -> {
                    throw ProblemException.badRequest(
                            "execution %s: expected times until %s, a day ahead at the most, got %s"
                                    .formatted(reported.id(), latest, time));
                });
    }

    private void requireNewer(Execution reported, Execution stored, Access access) {
        if (Recency.of(reported).compareTo(Recency.of(stored)) < 0) {
            throw ProblemException.conflict(
                    "execution %s: expected a report that is newer than what is stored, got one that is older"
                            .formatted(stored.id()),
                    access.reads(stored.application()) ? Map.of("stored", seen(stored, access)) : Map.of());
        }
    }

    private JsonNode seen(Execution stored, Access access) {
        return Answers.tree(json.write(redaction.of(List.of(stored), access).get(0)));
    }
}
