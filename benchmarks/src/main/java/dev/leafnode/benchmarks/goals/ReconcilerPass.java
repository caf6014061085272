package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.benchmarks.measuring.Interleaved;
import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.measuring.Side;
import dev.leafnode.benchmarks.measuring.Spread;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.report.Target;
import dev.leafnode.benchmarks.report.Unit;
import dev.leafnode.benchmarks.stores.Subject;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.navigation.Lease;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.navigation.Reconciliation;
import dev.leafnode.repository.Repairs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * P8: a pass of the reconciler where nothing is wrong, and where one in a hundred judgments ended or began without an
 * event, beside a pass in a store of a tenth the size; and what memory it takes.
 */
final class ReconcilerPass implements Goal {

    private static final int THREADS = 8;
    private static final int TIMES = 10;
    private static final int ONE_IN = 100;

    /** Ten times as much takes ten times as long, and noise of a fifth. */
    private static final Target LINEAR = Target.atMost(1.2 * TIMES);

    private static final Target MEMORY = Target.atMost(64 << 20);

    @Override
    public String name() {
        return "P8";
    }

    @Override
    public void measure(Session session) throws Exception {
        boolean isQuick = session.isQuick();
        measure(session, isQuick ? 2_000 : 10_000, session.servers()::postgresql, session.servers()::postgresql);
        measure(session, isQuick ? 100 : 10_000, session.servers()::redis, session.servers()::otherRedis);
    }

    private void measure(Session session, int open, Supplier<Subject> one, Supplier<Subject> other) throws Exception {
        try (Subject small = one.get();
                Subject large = other.get()) {
            measure(session, new Reconciled(small, open), new Reconciled(large, TIMES * open));
        }
    }

    private void measure(Session session, Reconciled small, Reconciled large) throws Exception {
        small.fill();
        large.fill();
        Interleaved interleaved = new Interleaved(
                session.effort().withRounds(3).withRound(Duration.ZERO).withWarmUp(Duration.ZERO));
        Measured measured = interleaved.run(large.named("large"), small.named("small"));
        for (String pass : List.of("nothing wrong", "1 % ended", "1 % began")) {
            session.add(Line.slower(
                    new Line.Title(name(), "pass, " + pass, large.subject().name(), large.open() + " open"),
                    measured,
                    "large, " + pass,
                    "small, " + pass,
                    small.open() + " open",
                    LINEAR));
        }
        session.add(memory(large, "nothing wrong"));
        large.end();
        session.add(memory(large, "1 % ended"));
    }

    private Line memory(Reconciled reconciled, String pass) throws Exception {
        double bytes = LiveHeap.above(() -> {
            Repairs unused = reconciled.pass();
        });
        return Line.value(
                new Line.Title(
                        name(), "live heap, " + pass, reconciled.subject().name(), reconciled.open() + " open"),
                Unit.BYTES,
                Spread.of(bytes),
                MEMORY);
    }

    /** A store of which one in a hundred judgments is made wrong. */
    private record Reconciled(Subject subject, int open) {

        void fill() throws Exception {
            new Population(open, 2 * open).fill(subject);
        }

        Side named(String name) {
            return stopwatch -> {
                stopwatch.time(name + ", nothing wrong", () -> Check.same("repairs", Repairs.NONE, pass()));
                end();
                stopwatch.time(
                        name + ", 1 % ended",
                        () -> Check.same("repairs", new Repairs(0, open / ONE_IN, 0, 0, 0), pass()));
                begin();
                stopwatch.time(name + ", 1 % began", () -> Check.same("opened", (long) open / ONE_IN, pass().opened()));
            };
        }

        Repairs pass() {
            Optional<Repairs> repairs = new Reconciler(
                            List.of(Reconciliation.stored(subject.judgments())),
                            Lease.ofProcess(),
                            Duration.ofDays(1),
                            InstantSource.system())
                    .reconcile();
            return repairs.orElseThrow();
        }

        /** One in a hundred ends, and nobody tells. */
        void end() throws Exception {
            store(judging -> judging.toBuilder()
                    .status(ExecutionStatus.SUCCEEDED)
                    .endTime(Runs.START.plus(Duration.ofDays(1)))
                    .build());
        }

        /** Those wait again. */
        void begin() throws Exception {
            store(judging -> judging);
        }

        private void store(UnaryOperator<Stage> change) throws Exception {
            try (Crowd crowd = new Crowd(THREADS)) {
                long unused = crowd.run(
                        open / ONE_IN,
                        i -> subject.executions()
                                .saveStage(
                                        Population.leaf(i * ONE_IN),
                                        change.apply(Runs.judging(Runs.START.plusMillis((long) i * ONE_IN)))));
            }
        }
    }
}
