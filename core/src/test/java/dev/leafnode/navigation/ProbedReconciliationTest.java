package dev.leafnode.navigation;

import static dev.leafnode.Fixtures.NOON;
import static dev.leafnode.Fixtures.judgment;
import static dev.leafnode.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbedReconciliationTest {

    private static final Instant LATER = NOON.plusSeconds(60);
    private static final WaitRules RULES = WaitRules.DEFAULT;

    /** An engine with its own executions, of which the store of judgments keeps none. */
    private final Map<String, Execution> engine = new LinkedHashMap<>();

    private final AtomicInteger openStreams = new AtomicInteger();
    private final JudgmentRepository judgments = new InMemoryStore(RULES, InstantSource.fixed(NOON)).judgments();
    private final LineageSource lineages = new LineageResolver(id -> Optional.ofNullable(engine.get(id)), RULES);
    private final Reconciliation reconciliation =
            Reconciliation.probed(judgments, LeafState.JUDGMENT, new Probe(), lineages, RULES);

    private final Execution parent =
            put(running("parent", Trigger.reference("root", "call"), running("call", "pipeline")));
    private final Execution leaf = put(running("leaf", Trigger.reference("parent", "call"), judgment("j")));
    private final Judgment waiting =
            RULES.judgment(LeafState.JUDGMENT, leaf, leaf.stages().get(0)).orElseThrow();

    ProbedReconciliationTest() {
        put(running("root", running("call", "pipeline")));
    }

    @Test
    void what_waits_and_is_not_open_is_opened_with_its_lineage() {
        assertThat(run()).isEqualTo(new Repairs(1, 0, 0, 0, 0));
        assertThat(open()).containsExactly(shown(waiting, "root", "parent"));
        assertThat(run()).isEqualTo(Repairs.NONE);
    }

    @Test
    void what_is_open_and_waits_no_more_is_closed() {
        run();
        put(leaf.withStage(leaf.stages().get(0).toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .build()));
        assertThat(run()).isEqualTo(new Repairs(0, 1, 0, 0, 0));
        assertThat(open()).isEmpty();
    }

    @Test
    void more_judgments_than_a_page_holds_are_asked_about() {
        int several = JudgmentQuery.MAX_LIMIT * 2 + 1;
        for (int i = 0; i < several; i++) {
            judgments.open(
                    new Judgment(new JudgmentKey(new StageKey("gone " + i, "j"), i % 7), "app", null, null),
                    Lineage.of(List.of()));
        }
        assertThat(run()).isEqualTo(new Repairs(1, several, 0, 0, 0));
    }

    @Test
    void a_way_that_was_cut_is_followed_again_when_its_stages_wait() {
        run();
        judgments.cut(call("parent"), LATER);
        assertThat(open()).containsExactly(shown(waiting));
        run();
        assertThat(open()).containsExactly(shown(waiting, "root", "parent"));
    }

    @Test
    void a_way_through_a_stage_that_waits_no_more_is_cut_for_every_leaf_below_and_restored_where_it_is_intact() {
        put(running("beside", Trigger.reference("root", "call"), judgment("j")));
        run();
        put(parent.withStage(running("call", "pipeline").toBuilder()
                .status(ExecutionStatus.CANCELED)
                .build()));
        assertThat(run().unlinked()).isEqualTo(1);
        assertThat(open()).extracting(WaitingJudgment::path).containsExactly(List.of(call("root")), List.of());
        assertThat(run()).isEqualTo(Repairs.NONE);
    }

    @Test
    void a_way_is_cut_although_the_leaf_began_to_wait_on_an_instance_whose_clock_is_ahead() {
        put(leaf.withStage(leaf.stages().get(0).toBuilder()
                .startTime(LATER.plusSeconds(300))
                .build()));
        run();
        put(parent.withStage(running("call", "pipeline").toBuilder()
                .status(ExecutionStatus.CANCELED)
                .build()));
        assertThat(run().unlinked()).isEqualTo(1);
        assertThat(open()).extracting(WaitingJudgment::path).containsExactly(List.of());
    }

    @Test
    void a_stage_that_waits_for_other_children_now_shows_only_those() {
        put(running("new leaf", Trigger.reference("parent", "call"), judgment("j")));
        run();
        Stage restarted = running("call", "pipeline").toBuilder()
                .context(Map.of("executionId", "new leaf"))
                .build();
        put(parent.withStage(restarted));
        run();
        assertThat(open())
                .extracting(WaitingJudgment::path)
                .containsExactly(List.of(), List.of(call("root"), call("parent")));
    }

    @Test
    void a_failure_of_which_nobody_waits_is_not_shown_and_is_closed_when_nobody_waits_any_more() {
        Stage failed = running("f", "deploy").toBuilder()
                .status(ExecutionStatus.TERMINAL)
                .endTime(NOON)
                .build();
        put(running("alone", failed).toBuilder()
                .status(ExecutionStatus.TERMINAL)
                .build());
        Execution awaited = put(running("awaited", Trigger.reference("parent", "call"), failed).toBuilder()
                .status(ExecutionStatus.TERMINAL)
                .build());
        Reconciliation failures = Reconciliation.probed(judgments, LeafState.FAILED, new Probe(), lineages, RULES);

        assertThat(failures.run(LATER, NOON)).isEqualTo(new Repairs(1, 0, 0, 0, 0));
        assertThat(open())
                .containsExactly(
                        shown(RULES.judgment(LeafState.FAILED, awaited, failed).orElseThrow(), "root", "parent"));
        put(parent.withStage(running("call", "pipeline").toBuilder()
                .status(ExecutionStatus.CANCELED)
                .build()));
        assertThat(failures.run(LATER, NOON).closed()).isEqualTo(1);
        assertThat(open()).isEmpty();
        assertThat(failures.run(LATER, NOON)).isEqualTo(Repairs.NONE);
    }

    @Test
    void what_was_closed_long_ago_is_forgotten() {
        judgments.close(new JudgmentKey(new StageKey("old", "j"), 1), NOON.minusSeconds(100));
        assertThat(run().forgotten()).isEqualTo(1);
    }

    private Repairs run() {
        Repairs repairs = reconciliation.run(LATER, NOON.minusSeconds(60));
        assertThat(openStreams).hasValue(0);
        return repairs;
    }

    private Execution put(Execution execution) {
        engine.put(execution.id(), execution);
        return execution;
    }

    private List<WaitingJudgment> open() {
        return judgments.search(JudgmentQuery.all()).judgments();
    }

    /** A judgment as it is told with the stages "call" of these executions above it. */
    private WaitingJudgment shown(Judgment judgment, String... ancestors) {
        return WaitingJudgment.of(
                judgment,
                Stream.of(ancestors)
                        .map(id -> RULES.ancestor(
                                engine.get(id), engine.get(id).stages().get(0)))
                        .toList(),
                false);
    }

    private static StageKey call(String executionId) {
        return new StageKey(executionId, "call");
    }

    private final class Probe implements WaitProbe {

        @Override
        public Stream<Execution> waiting(LeafState state) {
            openStreams.incrementAndGet();
            return List.copyOf(engine.values()).stream().onClose(openStreams::decrementAndGet);
        }

        @Override
        public boolean isWaiting(LeafState state, JudgmentKey judgment) {
            Execution execution = engine.get(judgment.stage().executionId());
            return execution != null
                    && execution
                            .stage(judgment.stage().stageId())
                            .flatMap(stage -> RULES.since(state, execution, stage))
                            .filter(judgment.since()::equals)
                            .isPresent();
        }
    }
}
