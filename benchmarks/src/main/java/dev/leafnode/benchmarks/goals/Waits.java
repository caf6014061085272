package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.benchmarks.measuring.Side;
import dev.leafnode.benchmarks.measuring.Stopwatch;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Instant;

/**
 * Our side: a judgment waits and is decided, again and again. The two events count. What the engine stores does not, nor
 * that a reconciler takes away now and then what is of no more use.
 *
 * @param siblings how many others show on the same stages, all together
 * @param suffix what stands behind the names of the steps, "open" and "close"
 */
record Waits(Chain chain, JudgmentRepository judgments, int depth, int siblings, String suffix) implements Side {

    private static final int PASS = 500;
    private static final Instant LONG_AGO = Instant.EPOCH;

    Waits(Chain chain, JudgmentRepository judgments, int depth) {
        this(chain, judgments, depth, 0, "");
    }

    @Override
    public void turn(Stopwatch stopwatch) throws Exception {
        if (chain.attempts() % PASS == 0) {
            Check.same("what shows before", siblings, chain.shown());
            judgments.repair(Instant.now(), LONG_AGO, 100 * PASS);
        }
        chain.prepare();
        stopwatch.time("open" + suffix, chain::open);
        if (chain.attempts() % PASS == 1) {
            Check.same("what shows", siblings + depth, chain.shown());
        }
        chain.decide();
        stopwatch.time("close" + suffix, chain::close);
        Check.same("events that failed", 0L, chain.failures());
    }
}
