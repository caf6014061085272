package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.StageKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A wait ends in every way an engine knows, and begins again. */
abstract class EndingScenarios extends Contract {

    private static final StageKey JUDGE = Stages.key("leaf", "judge");

    EndingScenarios(Kit kit) {
        super(kit);
    }

    /** Three levels, root to leaf, the judgment of the leaf waiting. */
    private static Engine waitingTree(World world) {
        Engine engine = new Engine(world);
        engine.starts("root", Stages.pipeline("call"), Stages.pipeline("second call"));
        engine.startsChild("middle", key("root", "call"), Stages.pipeline("call"));
        engine.startsChild("leaf", key("middle", "call"), Stages.judgment("judge"), Stages.judgment("other judge"));
        engine.startsStage(JUDGE);
        return engine;
    }

    @Test
    void the_leaf_is_canceled_and_its_execution_ends_before_its_stages() {
        Engine engine = waitingTree(world("leaf canceled"));
        engine.aborts("leaf", ExecutionStatus.CANCELED);
    }

    @Test
    void another_branch_of_the_leaf_fails_while_two_judgments_wait() {
        Engine engine = waitingTree(world("another branch of the leaf fails"));
        engine.startsStage(key("leaf", "other judge"));
        engine.aborts("leaf", ExecutionStatus.TERMINAL);
    }

    @Test
    void the_judgment_times_out() {
        Engine engine = waitingTree(world("judgment timed out"));
        engine.timesOut(JUDGE);
    }

    @Test
    void another_judgment_of_the_leaf_is_skipped() {
        Engine engine = waitingTree(world("judgment skipped"));
        engine.skips(key("leaf", "other judge"));
        engine.continues(JUDGE);
    }

    @Test
    void the_leaf_is_paused_and_resumed() {
        Engine engine = waitingTree(world("leaf paused and resumed"));
        engine.turns("leaf", ExecutionStatus.PAUSED);
        engine.turns("root", ExecutionStatus.PAUSED);
        engine.turns("leaf", ExecutionStatus.RUNNING);
        engine.continues(JUDGE);
    }

    @Test
    void the_root_is_canceled_while_the_leaf_waits() {
        Engine engine = waitingTree(world("root canceled"));
        engine.aborts("root", ExecutionStatus.CANCELED);
        assertThat(showing("root", "middle")).containsExactly(call("middle"));
        engine.continues(JUDGE);
    }

    @Test
    void the_middle_is_canceled_while_the_leaf_waits() {
        Engine engine = waitingTree(world("middle canceled"));
        engine.aborts("middle", ExecutionStatus.CANCELED);
        assertThat(showing("root", "middle")).isEmpty();
        assertThat(inbox()).hasSize(1);
        engine.restarts(JUDGE);
        engine.continues(JUDGE);
    }

    @Test
    void the_stage_of_the_middle_times_out_while_the_leaf_waits() {
        Engine engine = waitingTree(world("stage of the middle timed out"));
        engine.timesOut(call("middle"));
        engine.savesAgain("middle");
        engine.startsStage(key("leaf", "other judge"));
        engine.continues(JUDGE);
    }

    @Test
    void nothing_shows_on_a_stage_that_runs_in_an_execution_that_has_ended() {
        Engine engine = waitingTree(world("middle ended, its stage not"));
        engine.endsExecution("middle", ExecutionStatus.TERMINAL);
        engine.startsStage(key("leaf", "other judge"));
        engine.polls(call("middle"));
        engine.continues(JUDGE);
    }

    @Test
    void a_restarted_judgment_makes_a_new_attempt() {
        Engine engine = waitingTree(world("judgment restarted"));
        engine.continues(JUDGE);
        engine.restarts(JUDGE);
        engine.restarts(JUDGE);
        engine.stops(JUDGE);
    }

    @Test
    void a_judgment_of_an_execution_that_ended_is_restarted() {
        Engine engine = waitingTree(world("judgment restarted in an execution that ended"));
        engine.stops(JUDGE);
        engine.endsExecution("leaf", ExecutionStatus.TERMINAL);
        engine.restarts(JUDGE);
        engine.continues(JUDGE);
    }

    @Test
    void a_restarted_pipeline_stage_waits_for_its_new_child_and_no_more_for_the_old_one() {
        World world = world("pipeline stage restarted");
        Engine engine = waitingTree(world);
        engine.names(call("middle"), "leaf");
        engine.endsStage(call("middle"), ExecutionStatus.TERMINAL);
        engine.restarts(call("middle"));
        engine.startsChild("new leaf", call("middle"), Stages.judgment("judge"));
        engine.startsStage(key("new leaf", "judge"));
        engine.names(call("middle"), "new leaf");
        engine.startsStage(key("leaf", "other judge"));
        engine.continues(JUDGE);
        engine.continues(key("new leaf", "judge"));
    }

    @Test
    void the_whole_tree_is_run_again() {
        World world = world("the whole tree again");
        Engine engine = waitingTree(world);
        world.step("all of it is canceled", () -> {
            engine.aborts("root", ExecutionStatus.CANCELED);
            engine.aborts("middle", ExecutionStatus.CANCELED);
            engine.aborts("leaf", ExecutionStatus.CANCELED);
        });
        engine.restarts(call("root"));
        engine.startsChild("middle 2", call("root"), Stages.pipeline("call"));
        engine.startsChild("leaf 2", call("middle 2"), Stages.judgment("judge"));
        engine.startsStage(key("leaf 2", "judge"));
        engine.names(call("root"), "middle 2");
        engine.continues(key("leaf 2", "judge"));
    }

    @Test
    void every_event_is_told_twice() {
        World world = world("events told twice");
        Engine engine = waitingTree(world);
        engine.startsStage(key("leaf", "other judge"));
        engine.continues(JUDGE);
        engine.restarts(JUDGE);
        engine.endsStage(call("middle"), ExecutionStatus.TERMINAL);
        engine.restarts(call("middle"));
        engine.startsChild("new leaf", call("middle"), Stages.judgment("judge"));
        engine.names(call("middle"), "new leaf");
        engine.startsStage(key("new leaf", "judge"));
        List<World.Event> told = world.told();
        for (World.Event event : told) {
            world.step("an event is told again", () -> world.tell(event));
        }
        world.step("all events are told again, the last one first", () -> {
            List<World.Event> reversed = new ArrayList<>(told);
            Collections.reverse(reversed);
            reversed.forEach(world::tell);
        });
    }

    @Test
    void a_judgment_completes_before_its_start_is_told() {
        World world = world("events in the wrong order");
        Engine engine = waitingTree(world);
        engine.stops(JUDGE);
        List<World.Event> events = world.holdingEvents(() -> {
            engine.restarts(JUDGE);
            engine.continues(JUDGE);
        });
        world.step("the events of a judgment are told, the last one first", () -> {
            List<World.Event> reversed = new ArrayList<>(events);
            Collections.reverse(reversed);
            reversed.forEach(world::tell);
        });
        assertThat(inbox()).isEmpty();
        engine.restarts(JUDGE);
    }
}
