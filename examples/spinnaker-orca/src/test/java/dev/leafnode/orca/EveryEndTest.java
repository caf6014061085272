package dev.leafnode.orca;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.spinnaker.orca.q.InvalidStageId;
import com.netflix.spinnaker.orca.q.StartStage;
import dev.leafnode.orca.engine.OrcaRequests;
import dev.leafnode.orca.engine.PipelineConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each case of Orca's table of events, with the adapter listening: what Orca tells is shown at once, and what it does not
 * tell, after a pass of the reconciler.
 */
class EveryEndTest {

    private final PipelineConfig leaf = pipeline("leaf", "a2").judgment("1");
    private final PipelineConfig root = pipeline("root", "a1").runs("1", leaf);
    private final Site site = new Site(TestDatabase.H2.create(), 2);
    private final OrcaRequests requests = site.engine().requests();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_start_and_an_hour_of_polls() {
        untilJudgment();
        site.engine().advance(Duration.ofHours(1));
        assertThat(site.check().shown()).isEqualTo(1);
    }

    @Test
    void a_judgment_to_continue_and_one_to_stop() {
        for (String decision : new String[] {"continue", "stop"}) {
            untilJudgment();
            requests.judge(site.stage("leaf", "1"), decision);
            site.engine().advance(Duration.ofSeconds(1));
            site.checkNothingShows();
            site.settle();
        }
    }

    @Test
    void a_judgment_that_times_out() {
        untilJudgment();
        site.engine().passUnhandled(Duration.ofDays(3).plusMinutes(1));
        site.engine().handleDue();
        site.checkNothingShows();
    }

    @Test
    void a_cancelled_execution() {
        untilJudgment();
        requests.cancel(site.engine().executions().of("leaf"));
        site.settle();
        site.checkNothingShows();
    }

    @Test
    void a_judgment_that_is_skipped_by_its_condition() {
        site.engine()
                .know(pipeline("leaf", "a2")
                        .judgment("1")
                        .with("stageEnabled", Map.of("type", "expression", "expression", "false")))
                .start(root);
        site.settle();
        site.checkNothingShows();
    }

    @Test
    void a_judgment_that_is_skipped_by_hand() {
        untilJudgment();
        requests.skip(site.stage("leaf", "1"));
        site.settle();
        site.checkNothingShows();
    }

    @Test
    void a_restart_in_a_child_of_which_the_parent_is_over_shows_on_the_parent_again() {
        untilJudgment();
        site.judge("leaf", "1", "stop");
        assertThat(site.engine().executions().statusOf("root")).isEqualTo("TERMINAL");

        requests.restart(site.stage("leaf", "1"));
        site.engine().handleDue();
        assertThat(site.check().shown()).isEqualTo(1);
        site.judge("leaf", "1", "continue");
        site.checkNothingShows();
    }

    @Test
    void a_pause_and_a_resumption_change_nothing_and_nor_does_the_reconciler() {
        untilJudgment();
        requests.pause(site.engine().executions().of("leaf"));
        site.settle();
        site.pod(0).reconcile();
        assertThat(site.check().shown()).isEqualTo(1);
        requests.resume(site.engine().executions().of("leaf"));
        site.settle();
        site.pod(1).reconcile();
        assertThat(site.check().shown()).isEqualTo(1);
    }

    @Test
    void a_judgment_behind_an_execution_window_shows_when_the_window_has_passed() {
        site.engine()
                .know(pipeline("leaf", "a2")
                        .judgment("1")
                        .with("restrictExecutionDuringTimeWindow", true)
                        .with("restrictedExecutionWindow", Map.of("days", java.util.List.of(dayAfterTomorrow()))))
                .start(root);
        site.settle();
        site.pod(0).reconcile();
        assertThat(site.check().open()).isZero();

        requests.patch(
                site.engine().executions().of("leaf").getStages().stream()
                        .filter(stage -> stage.getType().equals("restrictExecutionDuringTimeWindow"))
                        .findFirst()
                        .orElseThrow(),
                Map.of("skipRemainingWait", true));
        site.settle();
        assertThat(site.check().shown()).isEqualTo(1);
    }

    @Test
    void a_deletion_is_found_by_the_reconciler() {
        untilJudgment();
        requests.delete(site.engine().executions().of("leaf"));
        site.pod(1).reconcile();
        site.checkNothingShows();
    }

    @Test
    void a_cancellation_in_the_repository_alone_shows_when_the_judgment_is_polled() {
        untilJudgment();
        requests.cancelInRepository(site.engine().executions().of("leaf"));
        site.settle();
        site.checkNothingShows();
    }

    @Test
    void a_forced_cancellation_is_found_by_the_reconciler() {
        untilJudgment();
        site.engine().loseMessages(message -> true);
        requests.forceCancel(site.engine().executions().of("leaf"));
        site.pod(0).reconcile();
        site.checkNothingShows();
    }

    @Test
    void a_zombie_goes_on_waiting_as_far_as_anybody_can_tell() {
        untilJudgment();
        site.engine().loseMessages(message -> true);
        site.engine().advance(Duration.ofDays(4));
        site.pod(0).reconcile();
        assertThat(site.check().shown()).isEqualTo(1);
        requests.forceCancel(site.engine().executions().of("leaf"));
        site.pod(0).reconcile();
        site.checkNothingShows();
    }

    @Test
    void a_configuration_error_is_found_by_the_reconciler() {
        untilJudgment();
        site.engine().push(new InvalidStageId(new StartStage(site.stage("leaf", "1"))));
        site.engine().handleUpTo(InvalidStageId.class::isInstance);
        site.engine().handleNext();
        site.pod(0).reconcile();
        assertThat(site.check().open()).isZero();
    }

    @Test
    void a_parent_that_is_started_by_the_end_of_another_is_nobodys_child() {
        untilJudgment();
        site.judge("leaf", "1", "continue");
        site.engine().startAfter(site.engine().executions().of("root"), leaf);
        site.settle();
        Truth truth = site.check();
        assertThat(truth.open()).isEqualTo(1);
        assertThat(truth.shown()).isZero();
    }

    private void untilJudgment() {
        site.engine().know(leaf).start(root);
        site.engine().handleDue();
        assertThat(site.check().shown()).isEqualTo(1);
    }

    /** As a calendar counts them, from Sunday. */
    private static int dayAfterTomorrow() {
        return java.time.LocalDate.now(java.time.ZoneOffset.UTC)
                                .plusDays(2)
                                .getDayOfWeek()
                                .getValue()
                        % 7
                + 1;
    }
}
