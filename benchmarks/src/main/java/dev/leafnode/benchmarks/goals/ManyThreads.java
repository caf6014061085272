package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.benchmarks.measuring.Interleaved;
import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.measuring.Side;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.report.Target;
import dev.leafnode.benchmarks.report.Unit;
import dev.leafnode.benchmarks.stores.RedisSubject;
import dev.leafnode.benchmarks.stores.SqlSubject;
import dev.leafnode.benchmarks.stores.Subject;
import java.time.Duration;
import java.util.List;

/** P7: the events of many judgments at the same time, beside as many threads that write the same rows by hand. */
final class ManyThreads implements Goal {

    private static final int THREADS = 64;
    private static final int EACH = 8;
    private static final int DEPTH = 5;
    private static final Target TARGET = Target.atLeast(0.8);

    @Override
    public String name() {
        return "P7";
    }

    @Override
    public void measure(Session session) throws Exception {
        try (SqlSubject subject = session.servers().postgresql()) {
            measure(session, subject, new SqlBareWrites(subject));
        }
        try (RedisSubject subject = session.servers().redis()) {
            measure(session, subject, new RedisBareWrites(subject));
        }
    }

    private void measure(Session session, Subject subject, SameWrites bare) throws Exception {
        try (Crowd crowd = new Crowd(THREADS)) {
            Leaves leaves = Leaves.below(subject, "ours", THREADS, DEPTH);
            Leaves byHand = Leaves.below(subject, "by-hand", THREADS, DEPTH);
            int count = THREADS * EACH;
            Side ours = stopwatch -> {
                leaves.prepare(crowd, count);
                stopwatch.note("open", crowd.run(count, leaves::open));
                leaves.decide(crowd, count);
                stopwatch.note("close", crowd.run(count, leaves::close));
                Check.same("events that failed", 0L, leaves.failures());
            };
            Side theirs = stopwatch -> {
                byHand.prepare(crowd, count);
                stopwatch.note("write open", crowd.run(count, i -> bare.open(byHand.key(i), byHand.way(i))));
                byHand.decide(crowd, count);
                stopwatch.note("write close", crowd.run(count, i -> bare.close(byHand.key(i), byHand.way(i))));
            };
            Measured measured = new Interleaved(session.effort().withRound(Duration.ZERO)).run(ours, theirs);
            Check.same("what is written", bare.writtenByStore(), bare.written());
            for (String event : List.of("open", "close")) {
                session.add(line(subject, measured, event, count));
            }
        }
    }

    private Line line(Subject subject, Measured measured, String event, int count) {
        String yardstick = "write " + event;
        double second = Duration.ofSeconds(1).toNanos();
        return new Line(
                name(),
                event,
                subject.name(),
                "%d threads, depth %d".formatted(THREADS, DEPTH),
                Unit.PER_SECOND,
                count * second / measured.of(event).median(),
                "the same rows by hand",
                count * second / measured.of(yardstick).median(),
                measured.ratio(yardstick, event),
                TARGET);
    }
}
