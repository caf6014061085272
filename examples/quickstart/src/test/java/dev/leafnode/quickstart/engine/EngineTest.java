package dev.leafnode.quickstart.engine;

import static dev.leafnode.model.ExecutionStatus.NOT_STARTED;
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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leafnode.model.Execution;
import dev.leafnode.model.StageKey;
import dev.leafnode.quickstart.definition.InvalidInputException;
import dev.leafnode.quickstart.engine.Decision.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineTest {

    private final EngineWorld world = new EngineWorld();

    @AfterEach
    void nothing_was_told_before_it_was_stored() {
        world.close();
        assertThat(world.events.early()).isEmpty();
    }

    @Test
    void stages_run_in_the_order_of_their_requisites() {
        Execution diamond = world.start(
                pipeline("p", pause("d", 0, "b", "c"), pause("b", 0, "a"), pause("c", 0, "a"), pause("a", 0)));

        world.awaitStatus(diamond, SUCCEEDED);
        assertThat(startOf(diamond, "b")).isAfter(endOf(diamond, "a"));
        assertThat(startOf(diamond, "c")).isAfter(endOf(diamond, "a"));
        assertThat(startOf(diamond, "d")).isAfter(endOf(diamond, "b")).isAfter(endOf(diamond, "c"));
    }

    @Test
    void branches_wait_in_parallel_and_what_follows_waits_for_both() {
        Execution execution = world.start(pipeline("p", judgment("a"), judgment("b"), judgment("c", "a", "b")));
        world.awaitJudgment(execution, "a");
        world.awaitJudgment(execution, "b");

        world.decide(execution, "a", Status.CONTINUE);

        assertThat(world.stage(execution, "a").status()).isEqualTo(SUCCEEDED);
        assertThat(world.stage(execution, "c").status()).isEqualTo(NOT_STARTED);
        world.decide(execution, "b", Status.CONTINUE);
        world.awaitJudgment(execution, "c");
    }

    @Test
    void a_wait_ends_when_its_time_has_passed() {
        Execution execution = world.start(pipeline("p", pause("a", 1)));

        world.awaitStatus(execution, SUCCEEDED);
        assertThat(endOf(execution, "a"))
                .isAfterOrEqualTo(startOf(execution, "a").plusSeconds(1));
    }

    @Test
    void a_child_names_its_parent_in_its_trigger_and_carries_the_parent_as_it_was_then() {
        Execution parent = world.start(pipeline("p", started("run", "judged")));
        Execution child = world.awaitChild(parent, "run");

        assertThat(child.trigger().type()).isEqualTo("pipeline");
        assertThat(child.trigger().parent())
                .contains(new StageKey(parent.id(), world.stage(parent, "run").id()));
        Execution snapshot = child.trigger().parentExecution();
        assertThat(snapshot.stages().get(0).status()).isEqualTo(RUNNING);
        assertThat(snapshot.stages().get(0).context()).doesNotContainKey("executionId");
    }

    @Test
    void a_grandchild_carries_the_snapshots_up_to_the_root() {
        Execution root = world.start(pipeline("p", started("run", "nested")));
        Execution leaf = world.awaitChild(world.awaitChild(root, "run"), "run");

        assertThat(leaf.trigger().parentExecution().trigger().parentExecution().id())
                .isEqualTo(root.id());
    }

    @Test
    void a_parent_waits_for_its_child_and_stores_its_stage_at_every_look() {
        Execution parent = world.start(pipeline("p", started("run", "judged")));
        Execution child = world.awaitChild(parent, "run");
        world.awaitJudgment(child, "ask");
        soon().until(() -> polledAt(parent) > 0);
        long first = polledAt(parent);
        soon().until(() -> polledAt(parent) > first);

        world.decide(child, "ask", Status.CONTINUE);

        world.awaitStatus(parent, SUCCEEDED);
        assertThat(world.stage(parent, "run").context()).containsEntry("status", "SUCCEEDED");
    }

    private long polledAt(Execution parent) {
        return world.stage(parent, "run").context().get("polledAt") instanceof Number millis ? millis.longValue() : 0;
    }

    @Test
    void a_parent_that_does_not_wait_for_completion_goes_on_at_once() {
        Execution parent = world.start(
                pipeline("p", stage("run", "pipeline", Map.of("pipeline", "judged", "waitForCompletion", false))));

        world.awaitStatus(parent, SUCCEEDED);
        world.awaitJudgment(world.awaitChild(parent, "run"), "ask");
    }

    @Test
    void a_parent_fails_when_its_child_is_deleted() {
        Execution parent = world.start(pipeline("p", started("run", "judged")));
        Execution child = world.awaitChild(parent, "run");
        world.awaitJudgment(child, "ask");

        world.executions.delete(child.id());

        world.awaitStatus(parent, TERMINAL);
        assertThat(world.stage(parent, "run").context().get("exception"))
                .asString()
                .contains(child.id());
    }

    @Test
    void a_stopped_judgment_fails_its_execution_and_every_ancestor() {
        Execution root = world.start(pipeline("p", started("run", "nested"), pause("after", 0, "run")));
        Execution leaf = world.awaitChild(world.awaitChild(root, "run"), "run");
        world.awaitJudgment(leaf, "ask");

        world.decide(leaf, "ask", Status.STOP);

        world.awaitStatus(leaf, TERMINAL);
        world.awaitStatus(root, TERMINAL);
        assertThat(world.stage(root, "run").status()).isEqualTo(TERMINAL);
        assertThat(world.stage(root, "after").status()).isEqualTo(NOT_STARTED);
    }

    @Test
    void an_execution_whose_store_is_away_goes_on_when_it_is_back() {
        world.executions.refuse(stage -> stage.refId().equals("b"));
        Execution execution = world.start(pipeline("p", pause("a", 0), pause("b", 0, "a")));
        world.awaitStage(execution, "a", SUCCEEDED);

        world.executions.mend();

        world.awaitStatus(execution, SUCCEEDED);
    }

    @Test
    void a_pipeline_that_cannot_run_is_refused_and_nothing_is_stored() {
        assertThatThrownBy(() -> world.start(pipeline("p", stage("a", "bake", Map.of()))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("stage type 'bake': expected one of [manualJudgment, pipeline, wait]");
        assertThatThrownBy(() -> world.start(pipeline("p", started("a", "nowhere"))))
                .hasMessageContaining("'a'")
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> world.start(pipeline("p", pause("a", -1)))).hasMessageContaining("got -1");
        assertThatThrownBy(() ->
                        world.start(pipeline("p", stage("a", "manualJudgment", Map.of("stageTimeoutMs", "soon")))))
                .hasMessageContaining("got soon");
        assertThat(world.count("app-p")).isZero();
    }

    @Test
    void many_executions_share_few_threads() {
        List<Execution> all = IntStream.range(0, 100)
                .mapToObj(i -> world.start(pipeline("p", started("run", "quick"), pause("b", 0, "run"))))
                .toList();

        all.forEach(execution -> world.awaitStatus(execution, SUCCEEDED));
    }

    private Instant startOf(Execution execution, String refId) {
        return world.stage(execution, refId).startTime();
    }

    private Instant endOf(Execution execution, String refId) {
        return world.stage(execution, refId).endTime();
    }
}
