package dev.leafnode.spring;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.navigation.Isolation;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this instance does, for whoever measures it: calls that returned. It needs no other bean, so that every bean may
 * use it, and nothing that measures.
 */
final class Tally {

    private static final Logger log = LoggerFactory.getLogger(Tally.class);

    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final List<Consumer<Duration>> waits = new CopyOnWriteArrayList<>();
    private final List<Calls> calls = new CopyOnWriteArrayList<>();

    /** Is told how long each event held its thread. */
    @FunctionalInterface
    interface Calls {
        void made(Duration time, boolean failed);
    }

    /** The same repository, whose openings and closings are counted. */
    JudgmentRepository counting(JudgmentRepository judgments) {
        return new CountedJudgments(judgments, this);
    }

    /** The same isolation, which tells how long it holds a thread. */
    Isolation timing(Isolation isolation) {
        return call -> {
            long start = System.nanoTime();
            boolean failed = true;
            try {
                isolation.run(call);
                failed = false;
            } finally {
                tell(Duration.ofNanos(System.nanoTime() - start), failed);
            }
        };
    }

    /** How many judgments were opened. */
    long opened() {
        return opened.sum();
    }

    /** How many judgments were closed. */
    long closed() {
        return closed.sum();
    }

    /** Tells from now on how long each judgment that is closed has waited. */
    void onWait(Consumer<Duration> listener) {
        waits.add(listener);
    }

    /** Tells from now on how long each event has held its thread. */
    void onCall(Calls listener) {
        calls.add(listener);
    }

    void open() {
        opened.increment();
    }

    void close(JudgmentKey key, Instant at) {
        closed.increment();
        Duration wait = Duration.between(key.since(), at);
        waits.forEach(listener -> safely(() -> listener.accept(wait.isNegative() ? Duration.ZERO : wait)));
    }

    private void tell(Duration time, boolean failed) {
        calls.forEach(listener -> safely(() -> listener.made(time, failed)));
    }

    /** Who measures is in nobody's way. */
    private static void safely(Runnable measuring) {
        try {
            measuring.run();
        } catch (RuntimeException | Error failure) {
            log.debug("Could not measure", failure);
        }
    }
}
