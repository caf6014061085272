package dev.leafnode.store.tck;

import static dev.leafnode.model.SyntheticStageOwner.STAGE_AFTER;
import static dev.leafnode.model.SyntheticStageOwner.STAGE_BEFORE;
import static dev.leafnode.store.tck.Stages.key;
import static dev.leafnode.store.tck.Stages.ofType;
import static dev.leafnode.store.tck.Stages.pipeline;
import static dev.leafnode.store.tck.Stages.synthetic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.navigation.Attributes;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.Others;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The first stage of a marker mirrors what shows on any stage of it; clients read the link from there. */
abstract class MirrorScenarios extends Contract {

    MirrorScenarios(Kit kit) {
        super(kit);
    }

    @Test
    void a_custom_strategy_shows_on_the_first_stage_of_the_deploy_it_belongs_to() {
        World world = world("custom strategy");
        Engine engine = new Engine(world);
        engine.starts("top", pipeline("call"));
        engine.startsChild(
                "deployment",
                key("top", "call"),
                synthetic(ofType("restrictExecutionDuringTimeWindow", "window"), STAGE_BEFORE, "deploy"),
                synthetic(ofType("createServerGroup", "create"), STAGE_BEFORE, "deploy"),
                synthetic(pipeline("strategy"), STAGE_AFTER, "create"),
                synthetic(ofType("shrinkCluster", "shrink"), STAGE_AFTER, "create"),
                ofType("deploy", "deploy"),
                ofType("wait", "afterwards"));
        engine.startsStage(key("deployment", "deploy"));
        engine.startsStage(key("deployment", "window"));
        engine.endsStage(key("deployment", "window"), ExecutionStatus.SUCCEEDED);
        engine.startsStage(key("deployment", "create"));
        engine.startsChild("strategy run", key("deployment", "strategy"), Stages.judgment("judge"));
        engine.startsStage(key("strategy run", "judge"));

        assertThat(others("deployment").stage("window").map(Attributes::executionId))
                .as("attributes of a window that has passed, the first stage of the marker")
                .contains("strategy run");
        assertThat(others("deployment").stage("afterwards")).isEmpty();
        engine.continues(key("strategy run", "judge"));
        engine.endsStage(key("deployment", "strategy"), ExecutionStatus.SUCCEEDED);
    }

    @Test
    void stages_before_an_ancestor_mirror_what_waits_below_it_nested_and_hidden_ones_too() {
        World world = world("stages before an ancestor");
        Engine engine = new Engine(world);
        engine.starts(
                "root",
                pipeline("call"),
                synthetic(ofType("wait", "late"), STAGE_BEFORE, "call"),
                synthetic(ofType("wait", "early"), STAGE_BEFORE, "call"),
                synthetic(ofType("initialization", "hidden"), STAGE_BEFORE, "early"),
                synthetic(flagged(ofType("wait", "flagged")), STAGE_BEFORE, "early"),
                synthetic(ofType("wait", "nested"), STAGE_BEFORE, "early"),
                synthetic(ofType("wait", "never started"), STAGE_BEFORE, "call"),
                synthetic(pipeline("second call"), STAGE_AFTER, "call"));
        for (String before : new String[] {"hidden", "flagged", "nested", "early", "late"}) {
            engine.startsStage(key("root", before));
            engine.endsStage(key("root", before), ExecutionStatus.SUCCEEDED);
        }
        engine.startsChild("leaf", key("root", "call"), Stages.judgment("judge"));
        engine.startsChild("second leaf", key("root", "second call"), Stages.judgment("judge"));
        engine.startsStage(key("second leaf", "judge"));
        engine.startsStage(key("leaf", "judge"));

        assertThat(others("root").stage("nested").map(Attributes::executionId)).contains("second leaf");
        assertThat(others("root").stage("hidden")).isEmpty();
        engine.continues(key("second leaf", "judge"));
        engine.continues(key("leaf", "judge"));
    }

    @Test
    void the_first_stage_of_a_group_mirrors_what_waits_below_the_others() {
        World world = world("stages in a group");
        Engine engine = new Engine(world);
        engine.starts(
                "root",
                grouped(after(ofType("wait", "last"), "second")),
                grouped(after(pipeline("second"), "first")),
                grouped(ofType("wait", "first")),
                pipeline("alone"));
        for (String stage : new String[] {"second", "alone"}) {
            engine.startsChild("leaf of " + stage, key("root", stage), Stages.judgment("judge"));
            engine.startsStage(key("leaf of " + stage, "judge"));
        }
        assertThat(others("root").stage("first").map(Attributes::executionId)).contains("leaf of second");
        assertThat(others("root").stage("last")).isEmpty();
        assertThat(others("root").trigger().map(Attributes::executionId)).contains("leaf of second");
        engine.stops(key("leaf of second", "judge"));
        engine.stops(key("leaf of alone", "judge"));
    }

    @Test
    void the_first_stage_keeps_its_own_leaf_though_another_below_its_marker_has_waited_longer() {
        World world = world("a first stage with a leaf of its own");
        Engine engine = new Engine(world);
        engine.starts("root", pipeline("first"), synthetic(pipeline("after"), STAGE_AFTER, "first"));
        for (String stage : new String[] {"after", "first"}) {
            engine.startsChild("leaf of " + stage, key("root", stage), Stages.judgment("judge"));
            engine.startsStage(key("leaf of " + stage, "judge"));
        }
        assertThat(others("root").stage("first").map(Attributes::executionId)).contains("leaf of first");
        assertThat(others("root").trigger().map(Attributes::executionId)).contains("leaf of after");
        engine.continues(key("leaf of first", "judge"));
        engine.continues(key("leaf of after", "judge"));
    }

    private Others others(String executionId) {
        ExecutionPage page = executions().search(ExecutionQuery.byId(Set.of(executionId)));
        return Optional.ofNullable(
                        new JudgmentNavigation(judgments()).others(page).get(executionId))
                .orElseThrow(() -> new AssertionError("execution %s: expected it, found none".formatted(executionId)));
    }

    private static Stage flagged(Stage stage) {
        return stage.toBuilder().context(Map.of("initializationStage", true)).build();
    }

    private static Stage grouped(Stage stage) {
        return stage.toBuilder().context(Map.of("group", "prepare")).build();
    }

    private static Stage after(Stage stage, String requisite) {
        return stage.toBuilder()
                .requisiteStageRefIds(List.of("ref-" + requisite))
                .build();
    }
}
