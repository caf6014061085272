package dev.leafnode.orca.engine;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.q.InvalidStageId;
import com.netflix.spinnaker.orca.q.RunTask;
import com.netflix.spinnaker.orca.q.StartStage;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which events Orca publishes, and in which order: what the adapter relies on. */
class OrcaEventsTest {

    private final PipelineConfig leaf = pipeline("C", "check").judgment("1");
    private final OrcaEngine engine = OrcaEngine.start();

    @AfterEach
    void no_message_had_to_be_delivered_twice() {
        assertThat(engine.failures()).isEmpty();
        assertThat(engine.redeliveries()).isEmpty();
    }

    @Test
    void a_start() {
        engine.start(leaf);
        engine.handleDue();

        assertThat(published())
                .containsExactly(
                        "ExecutionStarted RUNNING",
                        "StageStarted manualJudgment RUNNING",
                        "TaskStarted manualJudgment RUNNING");
    }

    @Test
    void a_judgment_that_is_polled_for_an_hour() {
        untilJudgment();

        long before = polls();
        engine.advance(Duration.ofHours(1));

        assertThat(polls() - before).isBetween(235L, 240L);
        assertThat(published()).isEmpty();
    }

    @Test
    void a_judgment_to_continue() {
        untilJudgment();

        judge("continue");

        assertThat(published())
                .containsExactly(
                        "TaskComplete manualJudgment RUNNING",
                        "StageComplete manualJudgment SUCCEEDED",
                        "ExecutionComplete SUCCEEDED");
    }

    @Test
    void a_judgment_to_stop() {
        untilJudgment();

        judge("stop");

        assertThat(published())
                .containsExactly(
                        "TaskComplete manualJudgment RUNNING",
                        "StageComplete manualJudgment TERMINAL",
                        "ExecutionComplete TERMINAL");
    }

    @Test
    void a_judgment_that_times_out() {
        untilJudgment();

        engine.passUnhandled(Duration.ofDays(3).plusMinutes(1));
        engine.handleDue();

        assertThat(published())
                .containsExactly(
                        "TaskComplete manualJudgment RUNNING",
                        "StageComplete manualJudgment TERMINAL",
                        "ExecutionComplete TERMINAL");
    }

    @Test
    void a_cancelled_execution() {
        untilJudgment();

        engine.requests().cancel(engine.executions().of("C"));
        engine.advance(Duration.ofMinutes(1));

        assertThat(published())
                .containsExactly(
                        "ExecutionComplete CANCELED",
                        "TaskComplete manualJudgment RUNNING",
                        "StageComplete manualJudgment CANCELED",
                        "ExecutionComplete CANCELED");
    }

    @Test
    void another_branch_that_fails() {
        engine.start(pipeline("C", "check")
                .judgment("1")
                .stage("2", "wait")
                .with("waitTime", 20)
                .stage("3", "fail")
                .after("2"));
        engine.handleDue();
        engine.forgetEvents();

        engine.advance(Duration.ofMinutes(1));

        assertThat(published())
                .containsExactly(
                        "TaskComplete wait RUNNING",
                        "StageComplete wait SUCCEEDED",
                        "StageStarted fail RUNNING",
                        "TaskStarted fail RUNNING",
                        "TaskComplete fail RUNNING",
                        "StageComplete fail TERMINAL",
                        "ExecutionComplete TERMINAL",
                        "TaskComplete manualJudgment RUNNING",
                        "StageComplete manualJudgment CANCELED");
    }

    @Test
    void a_judgment_that_is_skipped_by_its_condition() {
        engine.start(pipeline("C", "check")
                .judgment("1")
                .with("stageEnabled", Map.of("type", "expression", "expression", "false")));
        engine.handleDue();

        assertThat(published())
                .containsExactly(
                        "ExecutionStarted RUNNING",
                        "StageComplete manualJudgment SKIPPED",
                        "ExecutionComplete SUCCEEDED");
    }

    @Test
    void a_judgment_that_is_skipped_by_hand() {
        untilJudgment();

        engine.requests().skip(engine.executions().stage("C", "1"));
        engine.advance(Duration.ofMinutes(1));

        assertThat(published())
                .containsExactly(
                        "TaskComplete manualJudgment RUNNING",
                        "StageComplete manualJudgment SKIPPED",
                        "ExecutionComplete SUCCEEDED");
    }

    @Test
    void a_planning_that_fails() {
        engine.start(pipeline("C", "check").stage("1", "unplannable"));
        engine.handleDue();

        assertThat(published())
                .containsExactly(
                        "ExecutionStarted RUNNING", "StageComplete unplannable TERMINAL", "ExecutionComplete TERMINAL");
    }

    @Test
    void a_restarted_judgment() {
        untilJudgment();
        judge("stop");
        engine.forgetEvents();

        engine.requests().restart(engine.executions().stage("C", "1"));
        engine.handleDue();

        assertThat(published())
                .containsExactly("StageStarted manualJudgment RUNNING", "TaskStarted manualJudgment RUNNING");
        assertThat(engine.executions().stage("C", "1").getContext()).doesNotContainKey("judgmentStatus");
    }

    @Test
    void a_restarted_judgment_whose_parent_is_over_restarts_the_parents_stage_too() {
        engine.know(leaf).start(pipeline("B", "build").runs("1", leaf));
        engine.handleDue();
        String child = engine.executions().of("C").getId();
        judge("stop");
        assertThat(engine.executions().statusOf("B")).isEqualTo("TERMINAL");
        engine.forgetEvents();

        engine.requests().restart(engine.executions().stage("C", "1"));
        engine.handleDue();

        assertThat(published())
                .containsExactly(
                        "StageStarted manualJudgment RUNNING",
                        "StageStarted pipeline RUNNING",
                        "TaskStarted manualJudgment RUNNING",
                        "TaskStarted pipeline RUNNING");
        assertThat(engine.executions().allOf("C")).hasSize(1);
        assertThat(engine.executions().stage("B", "1").getContext()).containsEntry("executionId", child);
    }

    @Test
    void a_pause_and_a_resumption() {
        untilJudgment();

        engine.requests().pause(engine.executions().of("C"));
        engine.advance(Duration.ofMinutes(1));
        assertThat(engine.executions().statusOf("C", "1")).isEqualTo("PAUSED");
        engine.requests().resume(engine.executions().of("C"));
        engine.advance(Duration.ofMinutes(1));

        assertThat(engine.executions().statusOf("C", "1")).isEqualTo("RUNNING");
        assertThat(published()).isEmpty();
    }

    @Test
    void a_deletion() {
        untilJudgment();

        engine.requests().delete(engine.executions().of("C"));
        engine.advance(Duration.ofMinutes(1));

        assertThat(engine.executions().allOf("C")).isEmpty();
        assertThat(published()).isEmpty();
    }

    @Test
    void a_cancellation_in_the_repository_alone_until_the_judgment_is_polled() {
        untilJudgment();

        engine.requests().cancelInRepository(engine.executions().of("C"));
        engine.handleDue();

        assertThat(published()).isEmpty();
        engine.advance(Duration.ofSeconds(15));
        assertThat(published())
                .containsExactly(
                        "TaskComplete manualJudgment RUNNING",
                        "StageComplete manualJudgment CANCELED",
                        "ExecutionComplete CANCELED");
    }

    @Test
    void a_forced_cancellation_of_an_execution_whose_messages_were_lost() {
        untilJudgment();

        engine.loseMessages(message -> true);
        engine.requests().forceCancel(engine.executions().of("C"));
        engine.advance(Duration.ofMinutes(1));

        assertThat(engine.executions().statusOf("C", "1")).isEqualTo("CANCELED");
        assertThat(published()).isEmpty();
    }

    @Test
    void a_forced_cancellation_of_a_judgment_that_is_still_polled() {
        untilJudgment();

        engine.requests().forceCancel(engine.executions().of("C"));
        engine.handleDue();
        assertThat(published()).isEmpty();
        engine.advance(Duration.ofMinutes(1));

        assertThat(published()).containsExactly("TaskComplete manualJudgment CANCELED");
    }

    @Test
    void a_zombie() {
        untilJudgment();

        engine.loseMessages(message -> true);
        engine.advance(Duration.ofDays(4));

        assertThat(engine.executions().statusOf("C", "1")).isEqualTo("RUNNING");
        assertThat(published()).isEmpty();
    }

    @Test
    void a_configuration_error() {
        untilJudgment();

        engine.push(new InvalidStageId(new StartStage(engine.executions().stage("C", "1"))));
        engine.handleUpTo(InvalidStageId.class::isInstance);
        engine.handleNext();

        assertThat(engine.executions().statusOf("C")).isEqualTo("TERMINAL");
        assertThat(engine.executions().statusOf("C", "1")).isEqualTo("RUNNING");
        assertThat(published()).isEmpty();
    }

    @Test
    void a_judgment_with_an_execution_window_starts_before_the_window_has_passed() {
        engine.start(pipeline("C", "check")
                .judgment("1")
                .with("restrictExecutionDuringTimeWindow", true)
                .with("restrictedExecutionWindow", Map.of("days", List.of(dayAfterTomorrow()))));
        engine.handleDue();
        assertThat(published())
                .containsExactly(
                        "ExecutionStarted RUNNING",
                        "StageStarted manualJudgment RUNNING",
                        "StageStarted restrictExecutionDuringTimeWindow RUNNING",
                        "TaskStarted restrictExecutionDuringTimeWindow RUNNING");
        engine.forgetEvents();

        engine.requests().patch(window(), Map.of("skipRemainingWait", true));
        engine.advance(Duration.ofMinutes(1));

        assertThat(published())
                .containsExactly(
                        "TaskComplete restrictExecutionDuringTimeWindow RUNNING",
                        "StageComplete restrictExecutionDuringTimeWindow SUCCEEDED",
                        "TaskStarted manualJudgment RUNNING");
    }

    /** As a calendar counts them, from Sunday. */
    private static int dayAfterTomorrow() {
        return LocalDate.now(UTC).plusDays(2).getDayOfWeek().getValue() % 7 + 1;
    }

    private StageExecution window() {
        return engine.executions().of("C").getStages().stream()
                .filter(stage -> stage.getType().equals("restrictExecutionDuringTimeWindow"))
                .findFirst()
                .orElseThrow();
    }

    private void untilJudgment() {
        engine.start(leaf);
        engine.handleDue();
        engine.forgetEvents();
    }

    private void judge(String judgment) {
        engine.requests().judge(engine.executions().stage("C", "1"), judgment);
        engine.advance(Duration.ofMinutes(1));
    }

    private long polls() {
        return engine.deliveries().stream()
                .filter(delivery -> delivery.message() instanceof RunTask)
                .count();
    }

    private List<String> published() {
        return engine.events().stream().map(PublishedEvent::brief).toList();
    }
}
