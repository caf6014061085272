package dev.leafnode.quickstart.engine;

import static dev.leafnode.model.ExecutionStatus.CANCELED;
import static dev.leafnode.model.ExecutionStatus.TERMINAL;
import static dev.leafnode.quickstart.engine.Pipelines.judgment;
import static dev.leafnode.quickstart.engine.Pipelines.pipeline;
import static dev.leafnode.quickstart.engine.Pipelines.stage;
import static dev.leafnode.quickstart.engine.Pipelines.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.quickstart.engine.Decision.Status;
import dev.leafnode.repository.UnknownExecutionException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ends a judgment can come to, and what listeners hear of them. */
class JudgmentTest {

    private final EngineWorld world = new EngineWorld();

    @AfterEach
    void nothing_was_told_before_it_was_stored() {
        world.close();
        assertThat(world.events.early()).isEmpty();
    }

    @Test
    void a_continued_judgment_ends_task_stage_and_execution_in_this_order() {
        Execution execution = world.start(Pipelines.JUDGED);
        world.awaitJudgment(execution, "ask");

        world.decide(execution, "ask", Status.CONTINUE);

        assertThat(world.events.of(execution))
                .containsExactly(
                        "execution started",
                        "stage ask started",
                        "task of ask started",
                        "task of ask SUCCEEDED",
                        "stage ask SUCCEEDED",
                        "execution SUCCEEDED");
    }

    @Test
    void when_a_branch_fails_the_execution_ends_before_the_other_branches_are_cancelled() {
        Execution execution = world.start(pipeline("p", judgment("a"), judgment("b"), started("c", "judged")));
        world.awaitJudgment(execution, "a");
        world.awaitJudgment(execution, "b");
        Execution child = world.awaitChild(execution, "c");
        world.events.clear();

        world.decide(execution, "a", Status.STOP);

        assertThat(world.events.of(execution))
                .containsExactly(
                        "task of a TERMINAL",
                        "stage a TERMINAL",
                        "execution TERMINAL",
                        "task of b CANCELED",
                        "stage b CANCELED",
                        "task of c CANCELED",
                        "stage c CANCELED",
                        "execution TERMINAL");
        world.awaitStatus(child, CANCELED);
    }

    @Test
    void a_cancel_ends_the_execution_first_then_its_stages_and_everything_below() {
        Execution root = world.start(pipeline("p", started("run", "nested")));
        Execution middle = world.awaitChild(root, "run");
        Execution leaf = world.awaitChild(middle, "run");
        world.awaitJudgment(leaf, "ask");
        world.events.clear();

        world.engine.cancel(root.id(), "no longer wanted");

        assertThat(world.events.of(root))
                .containsExactly(
                        "execution CANCELED", "task of run CANCELED", "stage run CANCELED", "execution CANCELED");
        assertThat(world.now(root).extra())
                .containsEntry("canceled", true)
                .containsEntry("cancellationReason", "no longer wanted");
        world.awaitStatus(middle, CANCELED);
        world.awaitStatus(leaf, CANCELED);
        world.awaitStage(leaf, "ask", CANCELED);
        assertThatThrownBy(() -> world.engine.cancel(root.id(), "again"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("found CANCELED");
    }

    @Test
    void a_judgment_that_no_longer_waits_cannot_be_decided() {
        Execution execution = world.start(pipeline("p", judgment("a"), judgment("b", "a")));
        world.awaitJudgment(execution, "a");
        Decision stop = new Decision(Status.STOP, null, null, null, Instant.now());

        assertThat(world.tryToDecide(execution, "b", stop).accepted()).isFalse();
        Stage first = world.stage(execution, "a");
        long another = first.startTime().toEpochMilli() - 1;
        assertThat(world.engine
                        .decide(execution.id(), first.id(), another, stop)
                        .accepted())
                .isFalse();
        world.decide(execution, "a", Status.CONTINUE);
        Decided late = world.tryToDecide(execution, "a", stop);
        assertThat(late.accepted()).isFalse();
        assertThat(late.stage().context()).containsEntry("judgmentStatus", "continue");
    }

    @Test
    void what_is_not_there_cannot_be_decided() {
        Execution execution = world.start(Pipelines.JUDGED);
        Decision decision = new Decision(Status.CONTINUE, null, null, null, Instant.now());

        assertThatThrownBy(() -> world.engine.decide("nowhere", "x", 1, decision))
                .isInstanceOf(UnknownExecutionException.class);
        assertThatThrownBy(() -> world.engine.decide(execution.id(), "x", 1, decision))
                .isInstanceOf(UnknownStageException.class)
                .hasMessageContaining("expected a stage x");
    }

    @Test
    void a_decision_is_kept_in_the_context_until_the_stage_is_restarted() {
        Execution execution = world.start(Pipelines.JUDGED);
        world.awaitJudgment(execution, "ask");
        Instant at = Instant.ofEpochMilli(1_234);

        world.tryToDecide(execution, "ask", new Decision(Status.STOP, "blue", "too late", "ann", at));

        assertThat(world.stage(execution, "ask").context())
                .containsEntry("judgmentStatus", "stop")
                .containsEntry("judgmentInput", "blue")
                .containsEntry("judgmentComment", "too late")
                .containsEntry("lastModifiedBy", "ann")
                .containsEntry("judgmentDecidedAt", 1_234);
        world.awaitStatus(execution, TERMINAL);
        world.engine.restart(execution.id(), world.stage(execution, "ask").id());
        assertThat(world.stage(execution, "ask").context())
                .doesNotContainKeys("judgmentStatus", "lastModifiedBy", "judgmentDecidedAt");
    }

    @Test
    void a_judgment_times_out() {
        Execution execution = world.start(pipeline("p", stage("ask", "manualJudgment", Map.of("stageTimeoutMs", 30))));

        world.awaitStatus(execution, TERMINAL);
        assertThat(world.events.of(execution))
                .containsSubsequence("task of ask TERMINAL", "stage ask TERMINAL", "execution TERMINAL");
    }

    @Test
    void a_parent_that_times_out_cancels_its_child() {
        Execution parent = world.start(
                pipeline("p", stage("run", "pipeline", Map.of("pipeline", "judged", "stageTimeoutMs", 200))));
        Execution child = world.awaitChild(parent, "run");

        world.awaitStatus(parent, TERMINAL);
        world.awaitStatus(child, CANCELED);
    }
}
