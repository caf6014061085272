package dev.leafnode.orca;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/** Failures that Orca was spared: each is counted, and logged as a warning once a minute and otherwise at debug level. */
final class Failures {

    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final LongAdder count = new LongAdder();
    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - QUIET);

    Failures(Logger log) {
        this.log = log;
    }

    long count() {
        return count.sum();
    }

    void add(String problem, Throwable failure) {
        count.increment();
        long now = System.nanoTime();
        long last = lastWarning.get();
        if (now - last >= QUIET && lastWarning.compareAndSet(last, now)) {
            log.warn("{}; Orca goes on", problem, failure);
        } else {
            log.debug("{}", problem, failure);
        }
    }
}
