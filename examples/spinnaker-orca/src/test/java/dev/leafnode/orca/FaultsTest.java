package dev.leafnode.orca;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.spinnaker.orca.events.ExecutionEvent;
import com.netflix.spinnaker.orca.events.StageComplete;
import com.netflix.spinnaker.orca.events.TaskComplete;
import com.netflix.spinnaker.orca.events.TaskStarted;
import com.netflix.spinnaker.orca.q.CompleteStage;
import com.netflix.spinnaker.orca.q.CompleteTask;
import com.netflix.spinnaker.orca.q.StartTask;
import com.netflix.spinnaker.q.Message;
import dev.leafnode.orca.engine.PipelineConfig;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What instances and queues do to events: lose them, repeat them, bring them late. */
class FaultsTest {

    private final PipelineConfig leaf = pipeline("leaf", "a3").judgment("1");
    private final PipelineConfig middle = pipeline("middle", "a2").runs("1", leaf);
    private final PipelineConfig root = pipeline("root", "a1").runs("1", middle);
    private final Site site = new Site(TestDatabase.H2.create(), 2);

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(classes = {TaskStarted.class, TaskComplete.class, StageComplete.class})
    void an_instance_that_dies_before_it_has_told_loses_nothing(Class<? extends ExecutionEvent> event) {
        site.engine().crashBeforePublishing(ofJudgment(event));
        runThrough();
    }

    @ParameterizedTest
    @ValueSource(classes = {TaskStarted.class, TaskComplete.class, StageComplete.class})
    void an_instance_that_dies_after_it_has_told_tells_it_twice_and_it_shows_once(
            Class<? extends ExecutionEvent> event) {
        site.engine().crashAfterPublishing(ofJudgment(event));
        runThrough();
    }

    @ParameterizedTest
    @ValueSource(classes = {StartTask.class, CompleteTask.class, CompleteStage.class})
    void a_message_that_is_delivered_twice_changes_nothing(Class<? extends Message> message) {
        untilJudgment();
        site.engine().redeliver(StartTask.class::isInstance);
        assertThat(site.truth().shown()).isEqualTo(2);
        site.checkWhateverTheQueueDid();
        site.judge("leaf", "1", "continue");
        site.engine().redeliver(message::isInstance);
        site.settle();
        site.settle();
        site.checkWhateverTheQueueDid();
        assertThat(site.truth().open()).isZero();
    }

    @Test
    void a_stale_copy_of_a_parents_stage_harms_no_link_and_what_it_revives_is_gone_when_orca_ends_it() {
        untilJudgment();
        Runnable stale = site.engine().staleCopy(site.stage("root", "1"));
        site.settle();
        stale.run();
        assertThat(site.check().shown()).isEqualTo(2);
        site.judge("leaf", "1", "continue");
        site.settle();
        site.checkNothingShows();
    }

    @Test
    void what_was_lost_while_nobody_listened_is_found_when_an_instance_starts() {
        site.engine().know(leaf, middle).start(root);
        site.engine().handleDue();
        site.pod(0).forgetEverything();
        assertThat(site.pod(0).open()).isZero();
        site.pod(1).reconcile();
        assertThat(site.check().shown()).isEqualTo(2);
    }

    @Test
    void an_ancestor_that_ends_unheard_is_cut_by_the_reconciler_from_there_up() {
        untilJudgment();
        site.engine().loseMessages(message -> true);
        site.engine().requests().forceCancel(site.engine().executions().of("middle"));
        site.pod(0).reconcile();
        Truth truth = site.check();
        assertThat(truth.open()).isEqualTo(1);
        assertThat(truth.shown()).isZero();
    }

    private void runThrough() {
        site.engine().know(leaf, middle).start(root);
        site.settle();
        site.engine().instance(0).startAgain();
        site.engine().instance(1).startAgain();
        site.engine().advance(Duration.ofMinutes(12));
        site.checkWhateverTheQueueDid();
        assertThat(site.truth().shown()).isEqualTo(2);
        site.judge("leaf", "1", "continue");
        site.engine().instance(0).startAgain();
        site.engine().instance(1).startAgain();
        site.engine().advance(Duration.ofMinutes(12));
        site.checkWhateverTheQueueDid();
        assertThat(site.truth().open()).isZero();
        assertThat(site.engine().executions().statusOf("root")).isEqualTo("SUCCEEDED");
    }

    private void untilJudgment() {
        site.engine().know(leaf, middle).start(root);
        site.engine().handleDue();
        assertThat(site.check().shown()).isEqualTo(2);
    }

    private static Predicate<ExecutionEvent> ofJudgment(Class<? extends ExecutionEvent> type) {
        return event -> type.isInstance(event) && stageType(event).equals("manualJudgment");
    }

    private static String stageType(ExecutionEvent event) {
        if (event instanceof TaskStarted started) {
            return started.getStage().getType();
        }
        if (event instanceof TaskComplete complete) {
            return complete.getStage().getType();
        }
        return event instanceof StageComplete complete ? complete.getStage().getType() : "";
    }
}
