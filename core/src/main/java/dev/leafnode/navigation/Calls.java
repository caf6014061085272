package dev.leafnode.navigation;

import dev.leafnode.model.Execution;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener's calls to a store, none of which the engine ever feels. A failure is logged with its ids, the first one
 * since the last success as a warning and the others at debug level, and counted.
 */
final class Calls {

    private static final Logger log = LoggerFactory.getLogger(Calls.class);

    private final Isolation isolation;
    private final LongAdder failures = new LongAdder();
    private final AtomicBoolean failing = new AtomicBoolean();

    Calls(Isolation isolation) {
        this.isolation = isolation;
    }

    long failures() {
        return failures.sum();
    }

    void make(String action, Execution execution, String stageId, Runnable call) {
        try {
            isolation.run(call);
            if (failing.getAndSet(false)) {
                log.info("Navigation works again, after {} failures in all", failures());
            }
        } catch (Throwable failure) {
            failures.increment();
            if (failing.getAndSet(true)) {
                log.debug("Could not {} at {}/{}", action, execution.id(), stageId, failure);
            } else {
                log.warn("Could not {} at {}/{}; the engine goes on", action, execution.id(), stageId, failure);
            }
        }
    }
}
