package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.benchmarks.measuring.Side;
import dev.leafnode.benchmarks.measuring.Stopwatch;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Instant;

/**
 * Our side: a judgment waits and is decided, again and again. The two events count. What the engine stores does not, nor
 * that a reconciler takes away now and then what is of no more use.
 */
record Waits(Chain chain, JudgmentRepository judgments, int depth) implements Side {

    private static final int PASS = 500;
    private static final Instant LONG_AGO = Instant.EPOCH;

    @Override
    public void turn(Stopwatch stopwatch) throws Exception {
        if (chain.attempts() % PASS == 0) {
            Check.same("stages that show it before", 0, chain.shows());
            judgments.repair(Instant.now(), LONG_AGO, 100 * PASS);
        }
        chain.prepare();
        stopwatch.time("open", chain::open);
        if (chain.attempts() % PASS == 1) {
            Check.same("stages that show it", depth, chain.shows());
        }
        chain.decide();
        stopwatch.time("close", chain::close);
        Check.same("events that failed", 0L, chain.failures());
    }
}
