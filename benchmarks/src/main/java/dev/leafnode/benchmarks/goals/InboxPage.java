package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.measuring.Side;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.report.Target;
import dev.leafnode.benchmarks.stores.RedisSubject;
import dev.leafnode.benchmarks.stores.SqlSubject;
import dev.leafnode.benchmarks.stores.Subject;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import java.util.List;

/**
 * P5: the first page of the inbox, beside the bare read of the same rows, beside the scan that it replaces, and in a store
 * that keeps many times as many executions.
 */
final class InboxPage implements Goal {

    private static final JudgmentQuery PAGE = JudgmentQuery.all().withLimit(50);

    /** Small executions, and such as P3 has. */
    private static final List<Load> LOADS = List.of(new Load(30, 2_000), new Load(30, 20_000));

    @Override
    public String name() {
        return "P5";
    }

    @Override
    public void measure(Session session) throws Exception {
        try (SqlSubject small = session.servers().postgresql();
                SqlSubject large = session.servers().postgresql()) {
            measure(
                    session,
                    small,
                    large,
                    new SqlBareReads(new BareJdbc(large.dataSource())),
                    onSql(session.isQuick()));
        }
        try (RedisSubject small = session.servers().redis();
                RedisSubject large = session.servers().otherRedis()) {
            measure(session, small, large, new RedisBareReads(large.jedis()), onRedis(session.isQuick()));
        }
    }

    private static List<Population> onSql(boolean isQuick) {
        return List.of(new Population(10_000, 20_000), new Population(10_000, isQuick ? 100_000 : 1_000_000));
    }

    /** Smaller, because nothing but the store itself can fill it. */
    private static List<Population> onRedis(boolean isQuick) {
        return isQuick
                ? List.of(new Population(2_000, 4_000), new Population(2_000, 20_000))
                : List.of(new Population(10_000, 20_000), new Population(10_000, 200_000));
    }

    private void measure(Session session, Subject small, Subject large, BareReads bare, List<Population> populations)
            throws Exception {
        populations.get(0).fill(small);
        populations.get(1).fill(large);
        besideBareRead(session, large, bare, populations.get(1));
        besideSmallStore(session, small, large, populations);
        for (Load load : LOADS) {
            besideScan(session, large, populations.get(1), load);
        }
    }

    private void besideBareRead(Session session, Subject subject, BareReads bare, Population population)
            throws Exception {
        Check.same("the page", subject.judgments().search(PAGE).judgments(), bare.inbox(PAGE.limit()));
        Side ours = stopwatch -> stopwatch.time("page", () -> read(subject));
        Side limit = stopwatch -> stopwatch.time(
                "bare",
                () -> Check.same("rows", PAGE.limit(), bare.inbox(PAGE.limit()).size()));
        Measured measured = session.interleaved().run(ours, limit);
        session.add(Line.slower(
                new Line.Title(name(), "page of 50", subject.name(), population.toString()),
                measured,
                "page",
                "bare",
                "the bare read of judgments and ways",
                Target.atMost(2)));
    }

    private void besideSmallStore(Session session, Subject small, Subject large, List<Population> populations)
            throws Exception {
        Check.same("the page", small.judgments().search(PAGE), large.judgments().search(PAGE));
        Measured measured = session.interleaved()
                .run(
                        stopwatch -> stopwatch.time("large", () -> read(large)),
                        stopwatch -> stopwatch.time("small", () -> read(small)));
        session.add(Line.slower(
                new Line.Title(
                        name(),
                        "page of 50, in a large store",
                        large.name(),
                        populations.get(1).toString()),
                measured,
                "large",
                "small",
                populations.get(0).toString(),
                Target.atMost(1.2)));
    }

    private void besideScan(Session session, Subject subject, Population population, Load load) throws Exception {
        Scan scan = Scan.stored(subject, "busy-" + load.bytes(), load);
        JudgmentQuery query = PAGE.withApplication(scan.application());
        Check.same("judgments", keys(subject.judgments().search(query)), scan.find());
        Measured measured = session.interleaved()
                .run(
                        stopwatch -> stopwatch.time(
                                "page",
                                () -> Check.same(
                                        "rows",
                                        PAGE.limit(),
                                        keys(subject.judgments().search(query)).size())),
                        stopwatch -> stopwatch.time("scan", scan::find));
        session.add(Line.faster(
                new Line.Title(
                        name(),
                        "page of 50, of an application",
                        subject.name(),
                        "%s, %d stages of %d kB".formatted(population, load.stages(), load.bytes() / 1_000)),
                measured,
                "page",
                "scan",
                "100 executions loaded and looked through",
                Target.atLeast(100)));
    }

    private static void read(Subject subject) {
        Check.same(
                "rows",
                PAGE.limit(),
                subject.judgments().search(PAGE).judgments().size());
    }

    private static List<JudgmentKey> keys(JudgmentPage page) {
        return page.judgments().stream()
                .map(waiting -> waiting.judgment().key())
                .toList();
    }
}
