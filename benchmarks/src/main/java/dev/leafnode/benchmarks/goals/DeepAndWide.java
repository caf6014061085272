package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.measuring.Side;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.report.Target;
import dev.leafnode.benchmarks.stores.RedisSubject;
import dev.leafnode.benchmarks.stores.SqlSubject;
import dev.leafnode.benchmarks.stores.Subject;
import dev.leafnode.model.Execution;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentQuery;
import java.util.List;

/** P6: the events of a judgment far below its root and beside many others, and what blocks a root that waits for them. */
final class DeepAndWide implements Goal {

    private static final List<Integer> DEPTHS = List.of(50, 125, 250, 500);

    /** Twice as deep takes twice as long, or less where part of it is the same at any depth, and noise of a third. */
    private static final Target LINEAR = Target.atMost(2.6);

    private static final int SIBLINGS = 1_000;

    @Override
    public String name() {
        return "P6";
    }

    @Override
    public void measure(Session session) throws Exception {
        try (SqlSubject subject = session.servers().postgresql()) {
            measure(session, subject, new SqlBareReads(new BareJdbc(subject.dataSource())));
        }
        try (RedisSubject subject = session.servers().redis()) {
            measure(session, subject, new RedisBareReads(subject.jedis()));
        }
    }

    private void measure(Session session, Subject subject, BareReads bare) throws Exception {
        deep(session, subject);
        Chain alone = Chain.stored(subject, "alone", 1);
        Chain oneMore = Chain.stored(subject, "wide", 1);
        String root = oneMore.ancestors().get(0);
        openSiblings(subject, root);
        if (subject instanceof SqlSubject sql) {
            sql.jdbc().execute("analyze");
        }
        blocking(session, subject, bare, root);
        wide(session, subject, alone, oneMore);
    }

    private void deep(Session session, Subject subject) throws Exception {
        Side[] sides = DEPTHS.stream()
                .map(depth -> new Waits(
                        Chain.stored(subject, "deep-" + depth, depth), subject.judgments(), depth, 0, " at " + depth))
                .toArray(Side[]::new);
        Measured measured = session.interleaved().run(sides);
        for (String event : List.of("open", "close")) {
            for (int i = 1; i < DEPTHS.size(); i++) {
                int depth = DEPTHS.get(i);
                int before = DEPTHS.get(i - 1);
                session.add(Line.slower(
                        new Line.Title(name(), event, subject.name(), "depth " + depth),
                        measured,
                        event + " at " + depth,
                        event + " at " + before,
                        "depth " + before,
                        depth == 2 * before ? LINEAR : Target.reported()));
            }
        }
    }

    private void wide(Session session, Subject subject, Chain alone, Chain oneMore) throws Exception {
        Measured measured = session.interleaved()
                .run(
                        new Waits(oneMore, subject.judgments(), 1, SIBLINGS, " beside many"),
                        new Waits(alone, subject.judgments(), 1, 0, " alone"));
        for (String event : List.of("open", "close")) {
            session.add(Line.slower(
                    new Line.Title(name(), event, subject.name(), "beside %d open siblings".formatted(SIBLINGS)),
                    measured,
                    event + " beside many",
                    event + " alone",
                    "without siblings",
                    Target.atMost(1.2)));
        }
    }

    /** Measured before anything else opens and closes below the root. */
    private void blocking(Session session, Subject subject, BareReads bare, String root) throws Exception {
        JudgmentQuery query = JudgmentQuery.blocking(root).withLimit(50);
        Check.same("the page", subject.judgments().search(query).judgments(), bare.blocking(root, query.limit()));
        Measured measured = session.interleaved()
                .run(
                        stopwatch ->
                                stopwatch.time("page", () -> subject.judgments().search(query)),
                        stopwatch -> stopwatch.time("bare", () -> bare.blocking(root, query.limit())));
        session.add(Line.slower(
                new Line.Title(name(), "what blocks the root", subject.name(), "50 of %d".formatted(SIBLINGS)),
                measured,
                "page",
                "bare",
                "the bare read of judgments and ways",
                Target.atMost(3)));
    }

    private static void openSiblings(Subject subject, String root) {
        for (int i = 0; i < SIBLINGS; i++) {
            Execution sibling = Runs.execution(
                    "sibling-" + i, Runs.calledBy(root), List.of(Runs.judging(Runs.START.plusMillis(i))));
            subject.executions().save(sibling);
            subject.judgments()
                    .open(
                            WaitRules.DEFAULT
                                    .judgment(
                                            LeafState.JUDGMENT,
                                            sibling,
                                            sibling.stages().get(0))
                                    .orElseThrow(),
                            Lineage.stored());
        }
    }
}
