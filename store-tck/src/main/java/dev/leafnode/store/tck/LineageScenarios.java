package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is whose ancestor: known at once, known late, or not at all. */
abstract class LineageScenarios extends Contract {

    LineageScenarios(Kit kit) {
        super(kit);
    }

    @Test
    void a_child_waits_before_its_parents_stage_knows_its_id() {
        World world = world("parents that learn their child's id late");
        Engine engine = new Engine(world);
        engine.starts("root", Stages.pipeline("call"));
        engine.startsChild("middle", call("root"), Stages.pipeline("call"));
        engine.startsChild("leaf", call("middle"), Stages.judgment("judge"));
        engine.startsStage(key("leaf", "judge"));
        assertThat(showing("root", "middle")).containsExactly(call("middle"), call("root"));
        engine.names(call("root"), "middle");
        engine.names(call("middle"), "leaf");
        engine.continues(key("leaf", "judge"));
    }

    @Test
    void parents_are_given_as_nested_snapshots_and_as_references_in_one_chain() {
        World world = world("both shapes of parent triggers");
        Engine engine = new Engine(world);
        engine.starts("root", Stages.pipeline("call"));
        engine.startsChild("second", call("root"), Stages.pipeline("call"));
        engine.startsChildByReference("third", call("second"), Stages.pipeline("call"));
        engine.startsChild("fourth", call("third"), Stages.pipeline("call"));
        engine.startsChildByReference("leaf", call("fourth"), Stages.judgment("judge"));
        engine.startsStage(key("leaf", "judge"));
        assertThat(showing("root", "second", "third", "fourth")).hasSize(4);
        engine.stops(key("leaf", "judge"));
    }

    @Test
    void a_parent_whose_completion_triggered_the_child_is_no_ancestor() {
        World world = world("parents without a stage id");
        Engine engine = new Engine(world);
        engine.starts("parent", Stages.pipeline("call"));
        engine.startsStage(call("parent"));
        engine.starts(
                "by snapshot",
                new Trigger("pipeline", world.execution("parent"), null, null, Map.of()),
                Stages.judgment("judge"));
        engine.starts(
                "by reference", new Trigger("pipelineRef", null, "parent", null, Map.of()), Stages.judgment("judge"));
        engine.startsStage(key("by snapshot", "judge"));
        engine.startsStage(key("by reference", "judge"));
        assertThat(showing("parent")).isEmpty();
    }

    @Test
    void a_parent_that_does_not_wait_is_no_ancestor() {
        World world = world("parents that do not wait");
        Engine engine = new Engine(world);
        Stage fireAndForget = Stages.pipeline("call").toBuilder()
                .context(Map.of("waitForCompletion", false))
                .build();
        engine.starts("top", Stages.pipeline("call"));
        engine.startsChild("impatient", call("top"), fireAndForget, Stages.ofType("wait", "wait"));
        engine.startsChild("leaf", call("impatient"), Stages.judgment("judge"));
        engine.startsStage(key("leaf", "judge"));
        engine.starts("leaf of a wait", Trigger.reference("impatient", "wait"), Stages.judgment("judge"));
        engine.startsStage(key("leaf of a wait", "judge"));
        engine.starts("leaf of no stage", Trigger.reference("impatient", "not there"), Stages.judgment("judge"));
        engine.startsStage(key("leaf of no stage", "judge"));
        assertThat(showing("top", "impatient")).isEmpty();
    }

    @Test
    void a_parent_that_waits_for_another_execution_is_no_ancestor() {
        World world = world("a stage that waits for others");
        Engine engine = new Engine(world);
        engine.starts("root", Stages.pipeline("call"));
        engine.startsChild("awaited", call("root"), Stages.judgment("judge"));
        engine.names(call("root"), "awaited");
        engine.starts("forged", Trigger.reference("root", "call"), Stages.judgment("judge"));
        engine.startsStage(key("forged", "judge"));
        assertThat(showing("root")).isEmpty();
        engine.startsStage(key("awaited", "judge"));
    }

    @Test
    void a_finished_parent_is_no_ancestor_of_a_child_that_waits_later() {
        World world = world("a parent that finished");
        Engine engine = new Engine(world);
        engine.starts("root", Stages.pipeline("call"));
        engine.startsChild("middle", call("root"), Stages.pipeline("call"));
        engine.startsChild("leaf", call("middle"), Stages.judgment("judge"));
        engine.endsStage(call("middle"), ExecutionStatus.STOPPED);
        engine.startsStage(key("leaf", "judge"));
        assertThat(showing("root", "middle")).isEmpty();
        engine.endsExecution("middle", ExecutionStatus.TERMINAL);
        engine.endsStage(call("root"), ExecutionStatus.TERMINAL);
        engine.continues(key("leaf", "judge"));
    }

    @Test
    void an_unknown_parent_is_no_ancestor_until_it_is_stored() {
        World world = world("a parent stored after its child");
        Engine engine = new Engine(world);
        Stage call = Stages.running(Stages.pipeline("call"), world.now());
        engine.starts("leaf", Trigger.reference("middle", "call"), Stages.judgment("judge"), Stages.judgment("later"));
        engine.startsStage(key("leaf", "judge"));
        engine.starts("top", Stages.pipeline("call"));
        engine.startsStage(call("top"));
        engine.starts("middle", Trigger.reference("top", "call"), call);
        assertThat(showing("top", "middle")).containsExactly(call("middle"), call("top"));
        engine.startsStage(key("leaf", "later"));
        engine.continues(key("leaf", "judge"));
        engine.continues(key("leaf", "later"));
    }

    @Test
    void a_chain_is_stored_from_the_leaf_up_with_its_judgment_open() {
        World world = world("a chain stored from the leaf up");
        Engine engine = new Engine(world);
        Stage call = Stages.running(Stages.pipeline("call"), world.now());
        engine.starts("P6", Trigger.reference("P5", "call"), Stages.judgment("judge"));
        engine.startsStage(key("P6", "judge"));
        for (int level = 5; level > 1; level--) {
            engine.starts("P" + level, Trigger.reference("P" + (level - 1), "call"), call);
        }
        engine.starts("P1", call);
        assertThat(showing("P1", "P2", "P3", "P4", "P5")).hasSize(5);
        engine.continues(key("P6", "judge"));
        engine.restarts(key("P6", "judge"));
        engine.endsStage(call("P3"), ExecutionStatus.TERMINAL);
    }

    @Test
    void a_chain_is_stored_in_no_order_with_judgments_opening_all_the_while() {
        World world = world("a chain stored in no order");
        Engine engine = new Engine(world);
        Stage call = Stages.running(Stages.pipeline("call"), world.now());
        for (int level : new int[] {4, 2, 6, 1, 5, 3}) {
            Trigger trigger = level == 1 ? Trigger.empty() : Trigger.reference("P" + (level - 1), "call");
            engine.starts("P" + level, trigger, call, Stages.judgment("judge"));
            engine.startsStage(key("P" + level, "judge"));
        }
        assertThat(showing("P1", "P2", "P3", "P4", "P5")).hasSize(5);
        for (int level : new int[] {3, 6, 1, 5, 2, 4}) {
            engine.continues(key("P" + level, "judge"));
        }
    }

    @Test
    void a_parent_is_deleted_while_judgments_wait_below_it() {
        World world = world("a parent deleted");
        Engine engine = new Engine(world);
        engine.starts("top", Stages.pipeline("call"));
        engine.startsChild("middle", call("top"), Stages.pipeline("call"), Stages.judgment("judge"));
        engine.startsChild("low", call("middle"), Stages.pipeline("call"));
        engine.startsChild("leaf", call("low"), Stages.judgment("judge"), Stages.judgment("later"));
        engine.startsStage(key("leaf", "judge"));
        engine.startsStage(key("middle", "judge"));
        engine.deletes("middle");
        assertThat(showing("top", "middle", "low")).containsExactly(call("low"));
        engine.startsStage(key("leaf", "later"));
        engine.startsChildByReference("late", call("low"), Stages.judgment("judge"));
        engine.startsStage(key("late", "judge"));
        engine.continues(key("leaf", "judge"));
    }

    @Test
    void everything_is_deleted_while_judgments_wait() {
        World world = world("everything deleted");
        Engine engine = new Engine(world);
        engine.starts("top", Stages.pipeline("call"));
        engine.startsChild("middle", call("top"), Stages.pipeline("call"));
        engine.startsChild("leaf", call("middle"), Stages.judgment("judge"), Stages.judgment("later"));
        engine.startsStage(key("leaf", "judge"));
        engine.deletes("leaf");
        engine.deletes("top");
        engine.deletes("middle");
        assertThat(inbox()).isEmpty();
        assertThat(judgments().links(List.of("top", "middle", "leaf"))).isEmpty();
        engine.starts("top", Stages.pipeline("call"));
        engine.startsChild("leaf", call("top"), Stages.judgment("judge"));
        engine.startsStage(key("leaf", "judge"));
    }
}
