package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Side;
import dev.leafnode.benchmarks.measuring.Stopwatch;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.util.List;

/**
 * The side of a yardstick: the engine does the same as on ours, so that what is measured finds the same caches, and where
 * ours has its two events something is written by hand.
 *
 * @param prefix what stands before the names of the steps, "open" and "close"
 */
record Writes(Chain chain, BareWrites bare, String prefix) implements Side {

    @Override
    public void turn(Stopwatch stopwatch) throws Exception {
        chain.prepare();
        JudgmentKey key = chain.key();
        List<StageKey> way = chain.way();
        stopwatch.time(prefix + "open", () -> bare.open(key, way));
        chain.decide();
        stopwatch.time(prefix + "close", () -> bare.close(key, way));
    }
}
