package dev.leafnode.quickstart.engine;

import static dev.leafnode.model.ExecutionStatus.NOT_STARTED;
import static dev.leafnode.model.ExecutionStatus.RUNNING;
import static dev.leafnode.model.ExecutionStatus.SUCCEEDED;
import static dev.leafnode.model.ExecutionStatus.TERMINAL;
import static dev.leafnode.quickstart.engine.Pipelines.judgment;
import static dev.leafnode.quickstart.engine.Pipelines.pause;
import static dev.leafnode.quickstart.engine.Pipelines.pipeline;
import static dev.leafnode.quickstart.engine.Pipelines.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.quickstart.engine.Decision.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestartTest {

    private final EngineWorld world = new EngineWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_restarted_stage_keeps_its_id_makes_a_later_attempt_and_resets_what_comes_after() {
        Execution execution =
                world.start(pipeline("p", judgment("a"), judgment("b", "a"), pause("c", 0, "b"), pause("x", 0)));
        world.awaitJudgment(execution, "a");
        world.decide(execution, "a", Status.CONTINUE);
        world.awaitJudgment(execution, "b");
        world.decide(execution, "b", Status.STOP);
        world.awaitStatus(execution, TERMINAL);
        Stage before = world.stage(execution, "a");
        Stage untouched = world.stage(execution, "x");

        world.engine.restart(execution.id(), before.id());

        world.awaitJudgment(execution, "a");
        Stage after = world.stage(execution, "a");
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.startTime()).isAfter(before.startTime());
        assertThat(after.endTime()).isNull();
        assertThat(after.context()).doesNotContainKey("judgmentStatus");
        assertThat(world.stage(execution, "b").status()).isEqualTo(NOT_STARTED);
        assertThat(world.stage(execution, "b").startTime()).isNull();
        assertThat(world.stage(execution, "x")).isEqualTo(untouched);
        assertThat(world.now(execution).status()).isEqualTo(RUNNING);
        assertThat(world.now(execution).endTime()).isNull();
    }

    @Test
    void a_restarted_execution_can_succeed_after_all() {
        Execution execution = world.start(pipeline("p", judgment("a"), judgment("b"), pause("c", 0, "a", "b")));
        world.awaitJudgment(execution, "a");
        world.awaitJudgment(execution, "b");
        world.decide(execution, "a", Status.STOP);

        world.engine.restart(execution.id(), world.stage(execution, "a").id());

        world.awaitJudgment(execution, "a");
        world.awaitJudgment(execution, "b");
        world.decide(execution, "a", Status.CONTINUE);
        world.decide(execution, "b", Status.CONTINUE);
        world.awaitStatus(execution, SUCCEEDED);
    }

    @Test
    void a_restarted_pipeline_stage_starts_a_new_child() {
        Execution parent = world.start(pipeline("p", started("run", "judged")));
        Execution child = world.awaitChild(parent, "run");
        world.awaitJudgment(child, "ask");
        world.decide(child, "ask", Status.STOP);
        world.awaitStatus(parent, TERMINAL);

        world.engine.restart(parent.id(), world.stage(parent, "run").id());

        Execution second = world.awaitChild(parent, "run");
        assertThat(second.id()).isNotEqualTo(child.id());
        world.awaitJudgment(second, "ask");
        world.decide(second, "ask", Status.CONTINUE);
        world.awaitStatus(parent, SUCCEEDED);
    }

    @Test
    void a_stage_cannot_be_restarted_while_it_or_one_after_it_runs() {
        Execution execution = world.start(pipeline("p", pause("a", 0), judgment("b", "a")));
        world.awaitJudgment(execution, "b");
        String first = world.stage(execution, "a").id();
        String second = world.stage(execution, "b").id();

        assertThatThrownBy(() -> world.engine.restart(execution.id(), second))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(second)
                .hasMessageContaining("RUNNING");
        assertThatThrownBy(() -> world.engine.restart(execution.id(), first))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(second);
    }
}
