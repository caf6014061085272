package dev.leafnode.navigation;

import static dev.leafnode.Fixtures.NOON;
import static dev.leafnode.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeafStateListenerTest {

    private static final Instant LATER = NOON.plusSeconds(60);

    private final InMemoryStore store = new InMemoryStore(WaitRules.DEFAULT, InstantSource.fixed(LATER));
    private final LeafStateListener failed = listener(LeafState.FAILED);
    private final LeafStateListener paused = listener(LeafState.PAUSED);

    private final Execution root = saved(running("root", running("call", "pipeline")));
    private final Stage step = running("step", "wait");
    private final Execution leaf = saved(running("leaf", Trigger.reference("root", "call"), step));
    private final Stage ended =
            step.toBuilder().status(ExecutionStatus.TERMINAL).endTime(LATER).build();

    @Test
    void a_stage_that_fails_shows_on_its_ancestors_since_its_end() {
        fail(leaf, ended);
        assertThat(open(LeafState.FAILED))
                .containsExactly(WaitingJudgment.of(
                        WaitRules.DEFAULT
                                .judgment(LeafState.FAILED, leaf, ended)
                                .orElseThrow(),
                        List.of(WaitRules.DEFAULT.ancestor(root, root.stages().get(0))),
                        false));
        assertThat(open(LeafState.JUDGMENT)).isEmpty();
        assertThat(open(LeafState.PAUSED)).isEmpty();
        assertThat(failed.failures()).isZero();
    }

    @Test
    void a_stage_that_succeeds_or_only_starts_costs_no_row() {
        failed.beforeStage(leaf, step);
        Stage done = ended.toBuilder().status(ExecutionStatus.SUCCEEDED).build();
        failed.afterStage(saved(leaf.withStage(done)), done);
        assertThat(open(LeafState.FAILED)).isEmpty();
        assertThat(store.leaves(LeafState.FAILED)
                        .repair(LATER, LATER.plusSeconds(1), 10)
                        .forgotten())
                .isZero();
    }

    @Test
    void a_restart_of_the_stage_ends_it() {
        fail(leaf, ended);
        Stage again = step.toBuilder().startTime(LATER.plusSeconds(1)).build();
        failed.beforeStage(saved(leaf.withStage(again)), again);
        assertThat(open(LeafState.FAILED)).isEmpty();
    }

    @Test
    void the_end_of_the_stage_that_waits_takes_it_back_from_there_up() {
        fail(leaf, ended);
        Stage call = root.stages().get(0).toBuilder()
                .status(ExecutionStatus.CANCELED)
                .endTime(LATER)
                .build();
        failed.afterStage(root.withStage(call), call);
        assertThat(open(LeafState.FAILED)).extracting(WaitingJudgment::path).containsExactly(List.of());
    }

    @Test
    void a_failure_in_an_execution_that_nobody_waits_for_ends_with_it() {
        Execution alone = saved(running("alone", step));
        fail(alone, ended);
        assertThat(open(LeafState.FAILED)).hasSize(1);
        failed.afterExecution(saved(alone.withStage(ended).toBuilder()
                .status(ExecutionStatus.TERMINAL)
                .build()));
        assertThat(open(LeafState.FAILED)).isEmpty();
    }

    @Test
    void what_ends_in_a_paused_execution_is_paused_no_more() {
        Execution held = saved(leaf.toBuilder()
                .status(ExecutionStatus.PAUSED)
                .extra(Map.of("paused", Map.of("pauseTime", LATER.toEpochMilli())))
                .build());
        store.leaves(LeafState.PAUSED).repair(LATER, NOON, 10);
        assertThat(open(LeafState.PAUSED)).hasSize(1);
        paused.afterExecution(
                saved(held.toBuilder().status(ExecutionStatus.CANCELED).build()));
        assertThat(open(LeafState.PAUSED)).isEmpty();
    }

    @Test
    void judgments_have_a_listener_of_their_own() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listener(LeafState.JUDGMENT))
                .withMessage("state: expected another one than JUDGMENT, got JUDGMENT");
    }

    private void fail(Execution execution, Stage stage) {
        failed.afterStage(saved(execution.withStage(stage)), stage);
    }

    private LeafStateListener listener(LeafState state) {
        return new LeafStateListener(
                state,
                store.leaves(state),
                execution -> Lineage.stored(),
                WaitRules.DEFAULT,
                InstantSource.fixed(LATER),
                Isolation.none());
    }

    private Execution saved(Execution execution) {
        store.executions().save(execution);
        return execution;
    }

    private List<WaitingJudgment> open(LeafState state) {
        JudgmentRepository shown = store.leaves(state);
        return shown.search(JudgmentQuery.all()).judgments();
    }
}
