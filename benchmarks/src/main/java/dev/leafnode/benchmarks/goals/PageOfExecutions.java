package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.benchmarks.measuring.Interleaved;
import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.report.Target;
import dev.leafnode.benchmarks.stores.Subject;
import dev.leafnode.model.Execution;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.Others;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** P4: a page of executions with what shows on them, beside the same page without. */
final class PageOfExecutions implements Goal {

    private static final int PAGE = 30;
    private static final Load STAGES = new Load(30, 1_500);
    private static final ExecutionQuery ON =
            ExecutionQuery.ofApplication(Runs.APPLICATION).withLimit(PAGE);
    private static final ExecutionQuery OFF = ON.withLinks(false);

    @Override
    public String name() {
        return "P4";
    }

    @Override
    public void measure(Session session) throws Exception {
        List<Supplier<Subject>> stores = List.of(session.servers()::postgresql, session.servers()::redis);
        for (Supplier<Subject> store : stores) {
            try (Subject subject = store.get()) {
                List<Execution> leaves = store(subject);
                measure(session, subject, 0);
                leaves.forEach(leaf -> subject.judgments()
                        .open(
                                WaitRules.DEFAULT
                                        .judgment(
                                                LeafState.JUDGMENT,
                                                leaf,
                                                leaf.stages().get(0))
                                        .orElseThrow(),
                                Lineage.stored()));
                measure(session, subject, PAGE);
            }
        }
    }

    private void measure(Session session, Subject subject, int open) throws Exception {
        JudgmentNavigation navigation = new JudgmentNavigation(subject.judgments());
        ExecutionPage page = subject.executions().search(ON);
        Check.same(
                "executions",
                page.executions(),
                subject.executions().search(OFF).executions());
        Check.same("executions on a page", PAGE, page.executions().size());
        Check.same("executions that show something", open, showing(navigation.others(page)));
        Measured measured = new Interleaved(session.effortWhenWarm().withRounds(session.isQuick() ? 61 : 201))
                .run(
                        stopwatch -> stopwatch.time(
                                "on",
                                () -> navigation.others(subject.executions().search(ON))),
                        stopwatch ->
                                stopwatch.time("off", () -> subject.executions().search(OFF)));
        session.add(Line.slower(
                new Line.Title(
                        name(),
                        "page of executions",
                        subject.name(),
                        "%d of %d stages, %d open".formatted(PAGE, STAGES.stages(), open)),
                measured,
                "on",
                "off",
                "without navigation",
                Target.atMost(1.05)));
    }

    private static int showing(Map<String, Others> others) {
        return (int) others.values().stream()
                .filter(view -> view.trigger().isPresent())
                .count();
    }

    /** Stores a page of parents and, too old for that page, a leaf below each, whose judgment is not open yet. */
    private static List<Execution> store(Subject subject) {
        List<Execution> leaves = new ArrayList<>();
        Instant before = Runs.START.minus(Duration.ofDays(1));
        for (int i = 0; i < PAGE; i++) {
            String id = "parent-" + i;
            List<Stage> stages = new ArrayList<>(STAGES.ended(id, Runs.START));
            stages.add(Runs.calling(Runs.START).toBuilder()
                    .context(STAGES.context(id))
                    .build());
            subject.executions().save(Runs.execution(id, Trigger.empty(), stages));
            Execution leaf = Runs.execution("leaf-" + i, Runs.calledBy(id), List.of(Runs.judging(Runs.START)));
            Execution old = leaf.toBuilder().buildTime(before).build();
            subject.executions().save(old);
            leaves.add(old);
        }
        return leaves;
    }
}
