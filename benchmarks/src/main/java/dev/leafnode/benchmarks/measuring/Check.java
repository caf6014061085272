package dev.leafnode.benchmarks.measuring;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds the results of both sides against each other, after they were measured: who is wrong is not fast. */
public final class Check {

    private Check() {}

    /**
     * Ends the run unless both sides have the same to show.
     *
     * @throws IllegalStateException with what, and both results
     */
    public static void same(String what, @Nullable Object ours, @Nullable Object theirs) {
        if (!Objects.equals(ours, theirs)) {
            throw new IllegalStateException("%s: ours is %s, the yardstick's is %s".formatted(what, ours, theirs));
        }
    }
}
