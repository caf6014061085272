package dev.leafnode.model;

import static dev.leafnode.Fixtures.NOON;
import static dev.leafnode.Fixtures.judgment;
import static dev.leafnode.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitRulesTest {

    private final WaitRules rules = WaitRules.DEFAULT;

    @Test
    void a_running_judgment_of_an_execution_that_is_not_complete_awaits_a_human() {
        Stage judgment = judgment("j");
        assertThat(rules.awaitsHuman(running("e", judgment), judgment)).isTrue();
        assertThat(rules.awaitsHuman(
                        running("e", judgment).toBuilder()
                                .status(ExecutionStatus.PAUSED)
                                .build(),
                        judgment))
                .isTrue();
    }

    @Test
    void a_judgment_of_a_complete_execution_awaits_nobody() {
        Stage judgment = judgment("j");
        Execution canceled = running("e", judgment).toBuilder()
                .status(ExecutionStatus.CANCELED)
                .build();
        assertThat(rules.awaitsHuman(canceled, judgment)).isFalse();
    }

    @Test
    void a_judgment_behind_an_execution_window_awaits_nobody_until_the_window_has_passed() {
        Stage judgment = judgment("j");
        Stage window = running("w", "restrictExecutionDuringTimeWindow").toBuilder()
                .syntheticStageOwner(SyntheticStageOwner.STAGE_BEFORE)
                .parentStageId("j")
                .build();
        Stage passed = window.toBuilder().status(ExecutionStatus.SUCCEEDED).build();
        assertThat(rules.awaitsHuman(running("e", window, judgment), judgment)).isFalse();
        assertThat(rules.awaitsHuman(running("e", passed, judgment), judgment)).isTrue();
    }

    @Test
    void a_stage_awaits_any_execution_until_its_context_names_which() {
        Stage unset = running("s", "pipeline");
        assertThat(rules.awaits(unset, "child")).isTrue();
        assertThat(rules.awaits(context(unset, Collections.singletonMap("executionId", null)), "child"))
                .isTrue();
        assertThat(rules.awaits(context(unset, Map.of("executionId", "child")), "child"))
                .isTrue();
        assertThat(rules.awaits(context(unset, Map.of("executionId", "other")), "child"))
                .isFalse();
        Stage several = context(running("m", "monitorPipeline"), Map.of("executionIds", List.of("a", "child")));
        assertThat(rules.awaits(several, "child")).isTrue();
        assertThat(rules.awaits(several, "b")).isFalse();
    }

    @Test
    void a_stage_that_is_complete_or_told_not_to_wait_or_of_another_type_awaits_nothing() {
        Stage stage = running("s", "pipeline");
        Stage complete = stage.toBuilder().status(ExecutionStatus.SUCCEEDED).build();
        assertThat(rules.awaits(complete, "child")).isFalse();
        assertThat(rules.awaits(context(stage, Map.of("waitForCompletion", false)), "child"))
                .isFalse();
        assertThat(rules.awaits(context(stage, Map.of("waitForCompletion", "false")), "child"))
                .isFalse();
        assertThat(rules.awaits(running("s", "deploy"), "child")).isFalse();
    }

    @Test
    void what_is_no_id_is_not_awaited() {
        Stage stage = context(
                running("m", "monitorPipeline"),
                Map.of("executionId", 7, "executionIds", Arrays.asList("a", null, "")));
        assertThat(rules.awaitedExecutions(stage)).containsExactly("a");
    }

    @Test
    void the_types_can_be_chosen() {
        WaitRules own = new WaitRules(Set.of("approval"), Set.of("call"));
        assertThat(own.isJudgment(running("s", "approval"))).isTrue();
        assertThat(own.isJudgment(running("s", "manualJudgment"))).isFalse();
        assertThat(own.isParent(running("s", "call"))).isTrue();
        assertThat(own.isParent(running("s", "pipeline"))).isFalse();
    }

    private static Stage context(Stage stage, Map<String, ?> context) {
        return stage.toBuilder().context(context).build();
    }

    @Test
    void a_judgment_whose_tasks_are_all_complete_awaits_nobody() {
        Task task = Task.notStarted("1", "waitForJudgment").running(NOON);
        Stage one = judgment("j").toBuilder().tasks(List.of(task)).build();
        assertThat(rules.awaitsHuman(running("e", one), one)).isTrue();
        Stage done = one.toBuilder()
                .tasks(List.of(task.ended(ExecutionStatus.SUCCEEDED, NOON)))
                .build();
        assertThat(rules.awaitsHuman(running("e", done), done)).isFalse();
    }

    @Test
    void each_state_has_the_instant_that_names_its_attempt() {
        Stage judgment = judgment("j");
        Stage failed = running("f", "wait").toBuilder()
                .status(ExecutionStatus.STOPPED)
                .endTime(NOON.plusSeconds(5))
                .build();
        Stage calling = running("c", "pipeline");
        Execution execution = running("e", judgment, failed, calling);
        assertThat(rules.since(LeafState.JUDGMENT, execution, judgment)).contains(NOON);
        assertThat(rules.since(LeafState.FAILED, execution, judgment)).isEmpty();
        assertThat(rules.since(LeafState.FAILED, execution, failed)).contains(NOON.plusSeconds(5));
        assertThat(rules.since(LeafState.PAUSED, execution, judgment)).isEmpty();

        Execution paused = execution.toBuilder().status(ExecutionStatus.PAUSED).build();
        assertThat(rules.since(LeafState.JUDGMENT, paused, judgment)).contains(NOON);
        assertThat(rules.since(LeafState.PAUSED, paused, judgment)).contains(NOON);
        assertThat(rules.since(LeafState.PAUSED, paused, failed)).isEmpty();
        assertThat(rules.since(LeafState.PAUSED, paused, calling)).isEmpty();

        Execution since = paused.toBuilder()
                .extra(Map.of("paused", Map.of("pauseTime", NOON.plusSeconds(7).toEpochMilli())))
                .build();
        assertThat(rules.since(LeafState.PAUSED, since, judgment)).contains(NOON.plusSeconds(7));
    }

    @Test
    void an_instant_before_1970_names_no_attempt() {
        Stage old =
                judgment("j").toBuilder().startTime(Instant.ofEpochMilli(-1)).build();
        assertThat(rules.since(LeafState.JUDGMENT, running("e", old), old)).isEmpty();
    }
}
