package dev.leafnode.redis.servers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks again and again until it has seen what it waits for, or long enough. */
final class Patience {

    private static final Duration INTERVAL = Duration.ofMillis(10);

    private Patience() {}

    /** Whether it came in time. */
    static boolean await(Duration most, BooleanSupplier condition) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
        return true;
    }
}
