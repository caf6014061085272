package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.StageKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Humans are awaited at several places below one execution. */
abstract class FanOutScenarios extends Contract {

    FanOutScenarios(Kit kit) {
        super(kit);
    }

    @Test
    void three_stages_show_three_leaves_decided_in_every_order() {
        int[][] orders = {{1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {2, 3, 1}, {3, 1, 2}, {3, 2, 1}};
        for (int[] order : orders) {
            World world = world("fan-out, decided in the order %s".formatted(List.of(order[0], order[1], order[2])));
            Engine engine = new Engine(world);
            world.step("the fan-out starts", () -> {
                engine.starts("P0", Stages.pipeline("s1"), Stages.pipeline("s2"), Stages.pipeline("s3"));
                for (int child = 1; child <= 3; child++) {
                    engine.startsChild("P" + child, key("P0", "s" + child), Stages.judgment("judge"));
                }
            });
            for (int child : new int[] {2, 3, 1}) {
                engine.startsStage(key("P" + child, "judge"));
            }
            for (int child : order) {
                engine.continues(key("P" + child, "judge"));
            }
            world.truth().keySet().forEach(engine::deletes);
        }
    }

    @Test
    void a_stage_with_several_children_counts_those_that_wait_and_links_to_the_longest_waiting() {
        World world = world("one stage with several children");
        Engine engine = new Engine(world);
        StageKey several = key("root", "several");
        engine.starts("top", Stages.pipeline("call"));
        engine.startsChild("root", key("top", "call"), Stages.ofType("runMultiplePipelines", "several"));
        for (int child = 1; child <= 4; child++) {
            engine.startsChild("c" + child, several, Stages.judgment("judge"));
        }
        for (int child : new int[] {3, 1, 4}) {
            engine.startsStage(key("c" + child, "judge"));
        }
        assertThat(shownOn(several).map(JudgmentLink::count)).contains(3);
        engine.names(several, "c1", "c2", "c3", "c4");
        engine.startsStage(key("c2", "judge"));
        engine.continues(key("c3", "judge"));
        engine.stops(key("c4", "judge"));
        engine.continues(key("c1", "judge"));
        engine.continues(key("c2", "judge"));
        engine.endsStage(several, ExecutionStatus.SUCCEEDED);
    }

    @Test
    void a_stage_that_learns_of_its_children_one_after_another_shows_each_that_it_names() {
        World world = world("a stage that learns of its children one after another");
        Engine engine = new Engine(world);
        StageKey several = key("root", "several");
        engine.starts("top", Stages.pipeline("call"));
        engine.startsChild("root", key("top", "call"), Stages.ofType("runMultiplePipelines", "several"));
        engine.startsChild("c1", several, Stages.judgment("judge"));
        engine.names(several, "c1");
        engine.startsStage(key("c1", "judge"));
        engine.startsChild("c2", several, Stages.judgment("judge"));
        engine.startsStage(key("c2", "judge"));
        engine.names(several, "c1", "c2");
        engine.continues(key("c1", "judge"));
        engine.continues(key("c2", "judge"));
    }

    @Test
    void a_watching_stage_shows_judgments_that_wait_already_and_those_that_come_afterwards() {
        World world = world("a stage that watches executions which other stages started");
        Engine engine = new Engine(world);
        StageKey watch = key("watcher", "watch");
        engine.starts("root", Stages.pipeline("call"));
        engine.startsChild("child", key("root", "call"), Stages.pipeline("call"), Stages.judgment("judge"));
        engine.startsChild("leaf", key("child", "call"), Stages.judgment("judge"), Stages.judgment("later"));
        engine.startsStage(key("leaf", "judge"));
        engine.starts("top", Stages.pipeline("call"));
        engine.startsChild("watcher", key("top", "call"), Stages.ofType("monitorPipeline", "watch"));
        engine.startsStage(watch);
        engine.names(watch, "child", "not there");
        engine.startsStage(key("child", "judge"));
        engine.startsStage(key("leaf", "later"));
        engine.polls(watch);
        engine.continues(key("leaf", "judge"));
        engine.endsStage(key("root", "call"), ExecutionStatus.FAILED_CONTINUE);
        engine.continues(key("child", "judge"));
        engine.endsStage(watch, ExecutionStatus.TERMINAL);
        engine.continues(key("leaf", "later"));
    }

    @Test
    void two_watching_stages_show_the_same_judgment_which_counts_once_above_both() {
        World world = world("a diamond");
        Engine engine = new Engine(world);
        engine.starts("leaf", Stages.judgment("judge"));
        engine.starts("top", Stages.ofType("runMultiplePipelines", "both"));
        for (String watcher : List.of("left", "right")) {
            engine.startsChild(watcher, key("top", "both"), Stages.ofType("monitorPipeline", "watch"));
            engine.startsStage(key(watcher, "watch"));
            engine.names(key(watcher, "watch"), "leaf");
        }
        engine.startsStage(key("leaf", "judge"));
        engine.endsStage(key("left", "watch"), ExecutionStatus.TERMINAL);
        engine.continues(key("leaf", "judge"));
        engine.restarts(key("leaf", "judge"));
        engine.endsStage(key("right", "watch"), ExecutionStatus.TERMINAL);
    }
}
