package dev.leafnode.benchmarks.goals;

import java.util.List;

/** What the store writes of judgments, all of it. */
interface SameWrites extends BareWrites {

    /** How much the store itself has written, as {@link #written()} counts. */
    List<Long> writtenByStore();
}
