package dev.leafnode.quickstart.engine;

import static dev.leafnode.model.ExecutionStatus.CANCELED;
import static dev.leafnode.model.ExecutionStatus.RUNNING;
import static dev.leafnode.model.ExecutionStatus.SUCCEEDED;
import static dev.leafnode.model.ExecutionStatus.TERMINAL;
import static dev.leafnode.quickstart.engine.EngineWorld.soon;
import static dev.leafnode.quickstart.engine.Pipelines.judgment;
import static dev.leafnode.quickstart.engine.Pipelines.pause;
import static dev.leafnode.quickstart.engine.Pipelines.pipeline;
import static dev.leafnode.quickstart.engine.Pipelines.stage;
import static dev.leafnode.quickstart.engine.Pipelines.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.quickstart.definition.PipelineDefinition;
import dev.leafnode.quickstart.engine.Decision.Status;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An engine is gone, between any two statements, and another one takes over. */
class ResumptionTest {

    private final EngineWorld world = new EngineWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_tree_that_waits_is_told_again_and_goes_on() {
        Execution root = world.start(pipeline("p", started("run", "nested"), pause("after", 0, "run")));
        Execution leaf = world.awaitChild(world.awaitChild(root, "run"), "run");
        world.awaitJudgment(leaf, "ask");
        Stage waiting = world.stage(leaf, "ask");

        world.replaceEngine();

        soon().untilAsserted(() -> assertThat(world.events.of(leaf))
                .containsExactly("execution started", "stage ask started", "task of ask started"));
        assertThat(world.stage(leaf, "ask")).as("the same attempt").isEqualTo(waiting);
        world.decide(leaf, "ask", Status.CONTINUE);
        world.awaitStatus(root, SUCCEEDED);
    }

    @Test
    void more_executions_than_a_page_holds_go_on() {
        List<Execution> all = IntStream.range(0, 250)
                .mapToObj(i -> world.start(Pipelines.JUDGED))
                .toList();
        all.forEach(execution -> world.awaitJudgment(execution, "ask"));

        world.replaceEngine();

        soon().untilAsserted(() -> assertThat(all)
                .allSatisfy(execution -> assertThat(world.events.of(execution)).isNotEmpty()));
    }

    @Test
    void a_child_that_was_started_is_found_by_its_trigger_and_not_started_again() {
        world.executions.refuse(stage -> stage.context().containsKey("executionId"));
        Execution parent = world.start(pipeline("p", started("run", "judged")));
        soon().until(() -> world.count("app-judged") == 1);

        world.replaceEngine();

        Execution child = world.awaitChild(parent, "run");
        world.awaitJudgment(child, "ask");
        assertThat(world.count("app-judged")).isEqualTo(1);
    }

    @Test
    void an_execution_that_was_stored_and_not_yet_started_starts() {
        world.engine.close();
        Execution execution = new ExecutionFactory(Clock.systemUTC()).create(Pipelines.JUDGED, Trigger.empty());
        world.executions.save(execution);

        world.replaceEngine();

        world.awaitJudgment(execution, "ask");
    }

    @Test
    void a_decision_that_was_stored_takes_effect() {
        Execution execution = world.start(Pipelines.JUDGED);
        world.awaitJudgment(execution, "ask");
        world.engine.close();
        world.executions.saveStage(
                execution.id(), StageContext.with(world.stage(execution, "ask"), "judgmentStatus", "continue"));

        world.replaceEngine();

        world.awaitStatus(execution, SUCCEEDED);
    }

    @Test
    void a_stage_that_was_stored_without_its_task_goes_on() {
        Execution execution = interruptedAt(
                pipeline("p", judgment("ask")),
                stage -> stage.tasks().get(0).status().equals(RUNNING));

        world.awaitJudgment(execution, "ask");
    }

    @Test
    void a_stage_whose_task_had_ended_ends() {
        Execution execution = interruptedAt(
                pipeline("p", pause("a", 0)), stage -> stage.status().equals(SUCCEEDED));

        world.awaitStatus(execution, SUCCEEDED);
    }

    @Test
    void a_timeout_that_passed_in_between_takes_effect() {
        Execution execution = world.start(pipeline("p", stage("ask", "manualJudgment", Map.of("stageTimeoutMs", 50))));
        soon().until(() -> world.stage(execution, "ask").startTime() != null);

        world.replaceEngine();

        world.awaitStatus(execution, TERMINAL);
    }

    @Test
    void the_child_of_a_parent_that_was_cancelled_half_way_is_cancelled() {
        Execution parent = world.start(pipeline("p", started("run", "judged")));
        Execution child = world.awaitChild(parent, "run");
        world.awaitJudgment(child, "ask");
        world.engine.close();
        world.executions.save(world.now(parent).toBuilder().status(CANCELED).build());

        world.replaceEngine();

        world.awaitStatus(child, CANCELED);
        world.awaitStage(child, "ask", CANCELED);
    }

    /** Starts a pipeline on an engine that goes when it is about to store such a stage, and replaces it. */
    private Execution interruptedAt(PipelineDefinition definition, Predicate<Stage> isFatal) {
        AtomicBoolean met = new AtomicBoolean();
        world.executions.refuse(stage -> {
            boolean isMet = isFatal.test(stage);
            met.compareAndSet(false, isMet);
            return isMet;
        });
        Execution execution = world.start(definition);
        soon().untilTrue(met);
        world.replaceEngine();
        return execution;
    }
}
