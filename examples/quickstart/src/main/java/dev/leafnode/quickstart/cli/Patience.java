package dev.leafnode.quickstart.cli;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again and again until it has seen enough, or long enough. */
final class Patience {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Patience() {}

    /** The first look that is enough or, when time is up, the last one. */
    static <T> T look(Supplier<T> look, Predicate<T> isEnough, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        T seen = look.get();
        while (!isEnough.test(seen) && System.nanoTime() < end) {
            pause();
            seen = look.get();
        }
        return seen;
    }

    private static void pause() {
        try {
            Thread.sleep(INTERVAL.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted.");
        }
    }
}
