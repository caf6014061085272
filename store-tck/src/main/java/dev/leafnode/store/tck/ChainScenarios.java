package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A human is awaited at the end of a chain of executions. */
abstract class ChainScenarios extends Contract {

    /** Deeper chains refer to their parents: snapshots nest, and engines cannot write them that deep. */
    private static final int DEEPEST_SNAPSHOT = 50;

    ChainScenarios(Kit kit) {
        super(kit);
    }

    @Test
    void a_judgment_shows_on_its_parent_until_it_is_continued_or_stopped() {
        decidedBothWays(1);
    }

    @Test
    void a_judgment_shows_on_2_ancestors_until_it_is_continued_or_stopped() {
        decidedBothWays(2);
    }

    @Test
    void a_judgment_shows_on_4_ancestors_until_it_is_continued_or_stopped() {
        decidedBothWays(4);
    }

    @Test
    void a_judgment_shows_on_50_ancestors_until_it_is_continued_or_stopped() {
        decidedBothWays(50);
    }

    @Test
    @Tag("heavy")
    void a_judgment_shows_on_500_ancestors_until_it_is_continued_or_stopped() {
        decidedBothWays(500);
    }

    private void decidedBothWays(int depth) {
        World world = world("chain of depth " + depth);
        Engine engine = new Engine(world);
        chain(engine, world, depth, Stages.judgment("first"), Stages.judgment("second"));
        String leaf = "P" + (depth + 1);

        engine.startsStage(key(leaf, "first"));
        assertThat(shownOn(key("P1", "call")).map(JudgmentLink::longestWaiting).map(JudgmentKey::stage))
                .as("the judgment on the root of a chain of depth %s", depth)
                .contains(key(leaf, "first"));
        engine.continues(key(leaf, "first"));
        engine.startsStage(key(leaf, "second"));
        engine.stops(key(leaf, "second"));
        world.step("every execution ends, from the leaf up", () -> {
            engine.endsExecution(leaf, ExecutionStatus.TERMINAL);
            for (int level = depth; level > 0; level--) {
                engine.endsStage(key("P" + level, "call"), ExecutionStatus.TERMINAL);
                engine.endsExecution("P" + level, ExecutionStatus.TERMINAL);
            }
        });
    }

    private static void chain(Engine engine, World world, int depth, Stage... ofLeaf) {
        world.step("a chain of depth " + depth + " starts", () -> {
            engine.starts("P1", Stages.pipeline("call"));
            for (int level = 2; level <= depth + 1; level++) {
                Stage[] stages = level > depth ? ofLeaf : new Stage[] {Stages.pipeline("call")};
                if (depth > DEEPEST_SNAPSHOT) {
                    engine.startsChildByReference("P" + level, key("P" + (level - 1), "call"), stages);
                } else {
                    engine.startsChild("P" + level, key("P" + (level - 1), "call"), stages);
                }
            }
        });
    }

    @Test
    void a_judgment_in_the_middle_and_one_in_its_child_show_each_on_its_own_ancestors() {
        World world = world("judgments in the middle and at the leaf");
        Engine engine = new Engine(world);
        engine.starts("P1", Stages.pipeline("call"));
        engine.startsChild("P2", key("P1", "call"), Stages.pipeline("call"), Stages.judgment("judge"));
        engine.startsChild("P3", key("P2", "call"), Stages.judgment("judge"));
        engine.startsStage(key("P3", "judge"));
        engine.startsStage(key("P2", "judge"));
        engine.continues(key("P3", "judge"));
        engine.restarts(key("P3", "judge"));
        engine.continues(key("P2", "judge"));
        engine.stops(key("P3", "judge"));
    }

    @Test
    void two_judgments_of_one_execution_are_decided_in_either_order() {
        for (boolean olderFirst : new boolean[] {true, false}) {
            World world = world("two judgments of one execution, the older one first: " + olderFirst);
            Engine engine = new Engine(world);
            String root = olderFirst ? "root" : "other root";
            String leaf = olderFirst ? "leaf" : "other leaf";
            engine.starts(root, Stages.pipeline("call"));
            engine.startsChild(leaf, key(root, "call"), Stages.judgment("older"), Stages.judgment("newer"));
            engine.startsStage(key(leaf, "older"));
            engine.startsStage(key(leaf, "newer"));
            engine.continues(key(leaf, olderFirst ? "older" : "newer"));
            engine.continues(key(leaf, olderFirst ? "newer" : "older"));
            engine.deletes(leaf);
            engine.deletes(root);
        }
    }

    @Test
    void judgments_of_the_same_millisecond_are_ordered_by_execution_id_then_by_stage_id() {
        World world = world("judgments of the same millisecond");
        Engine engine = new Engine(world);
        engine.starts("root", Stages.ofType("runMultiplePipelines", "calls"));
        for (String id : new String[] {"b", "B", "a-", "a", "aB", "a1", "Z", "_", "10", "9"}) {
            engine.startsChild(id, key("root", "calls"), Stages.judgment("y"), Stages.judgment("X"));
        }
        world.step(
                "all of them wait",
                () -> world.atOnce(() -> {
                    for (String id : new String[] {"9", "_", "a", "Z", "b", "10", "a-", "a1", "aB", "B"}) {
                        engine.startsStage(key(id, "y"));
                        engine.startsStage(key(id, "X"));
                    }
                }));
        for (String id : new String[] {"10", "9", "B", "Z", "_", "a", "a-", "a1", "aB"}) {
            engine.continues(key(id, "X"));
            engine.continues(key(id, "y"));
        }
    }
}
