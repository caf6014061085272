package dev.leafnode.store.tck;

import static dev.leafnode.model.SyntheticStageOwner.STAGE_AFTER;
import static dev.leafnode.model.SyntheticStageOwner.STAGE_BEFORE;
import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A release of three levels in the shape that Orca stores: a canary release calls a deployment, whose deploy stage runs a
 * custom strategy. Neither parent's stage knows its child's id; the snapshots of the parents nest in the triggers.
 */
abstract class RealExecutionScenario extends Contract {

    private static final String ROOT = "5b0f4a4e-6a83-4b1c-9f57-2f6d1a1e7c01";
    private static final String MIDDLE = "7c9d2c10-0d5f-4a5b-8d4e-3a7b2b2f8d02";
    private static final String LEAF = "9ae31b72-43b1-4f0e-b6c3-4b8c3c3a9e03";
    private static final StageKey CALL = Stages.key(ROOT, "e1a5d0be-53aa-4c7f-a1b2-0c1d2e3f4a05");
    private static final StageKey STRATEGY = Stages.key(MIDDLE, "f2b6e1cf-64bb-4d8a-b2c3-1d2e3f4a5b06");
    private static final StageKey JUDGMENT = Stages.key(LEAF, "03c7f2d0-75cc-4e9b-83d4-2e3f4a5b6c07");

    RealExecutionScenario(Kit kit) {
        super(kit);
    }

    @Test
    void a_judgment_in_a_custom_strategy_shows_on_both_ancestors_that_do_not_know_their_child() {
        World world = world("release of three levels");
        Engine engine = new Engine(world);
        engine.starts(ROOT, new Trigger("cron", null, null, null, cronTrigger()), rootStages());
        engine.startsStage(CALL);
        engine.starts(MIDDLE, parentTrigger(world.execution(ROOT), CALL), middleStages());
        for (String stage : List.of("deploy-1", "window-1")) {
            engine.startsStage(key(MIDDLE, stage));
        }
        engine.endsStage(key(MIDDLE, "window-1"), ExecutionStatus.SUCCEEDED);
        engine.startsStage(key(MIDDLE, "create-1"));
        engine.startsStage(STRATEGY);
        engine.starts(LEAF, parentTrigger(world.execution(MIDDLE), STRATEGY), leafStages());
        engine.startsStage(JUDGMENT);

        assertThat(showing(ROOT, MIDDLE, LEAF)).containsExactlyInAnyOrder(CALL, STRATEGY);
        assertThat(shownOn(CALL).map(JudgmentLink::longestWaiting).map(JudgmentKey::stage))
                .contains(JUDGMENT);
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).containsExactly(CALL, STRATEGY));
        for (int poll = 0; poll < 3; poll++) {
            engine.polls(CALL);
            engine.polls(STRATEGY);
        }
        engine.savesAgain(MIDDLE);
        engine.continues(JUDGMENT);
        engine.endsExecution(LEAF, ExecutionStatus.SUCCEEDED);
        engine.endsStage(STRATEGY, ExecutionStatus.SUCCEEDED);
        engine.endsExecution(MIDDLE, ExecutionStatus.SUCCEEDED);
        engine.endsStage(CALL, ExecutionStatus.SUCCEEDED);
        engine.endsExecution(ROOT, ExecutionStatus.SUCCEEDED);
    }

    private static Stage[] rootStages() {
        return new Stage[] {
            Stages.ofType("canary", "canary"),
            before("createServerGroup", "baseline", "deployCanary"),
            after("shrinkCluster", "shrink-baseline", "baseline"),
            before("disableCluster", "disable-baseline", "shrink-baseline"),
            after("deployCanary", "deployCanary", "canary"),
            after("monitorCanary", "monitor", "canary"),
            withId(Stages.pipeline("call"), CALL),
            Stages.judgment("approve"),
            Stages.ofType("script", "script"),
        };
    }

    private static Stage[] middleStages() {
        return new Stage[] {
            before("restrictExecutionDuringTimeWindow", "window-1", "deploy-1"),
            before("createServerGroup", "create-1", "deploy-1"),
            Stages.synthetic(withId(Stages.pipeline("strategy"), STRATEGY), STAGE_AFTER, "create-1"),
            after("applySourceServerGroupCapacity", "apply-1", "create-1"),
            Stages.ofType("deploy", "deploy-1"),
            before("restrictExecutionDuringTimeWindow", "window-2", "deploy-2"),
            before("createServerGroup", "create-2", "deploy-2"),
            Stages.ofType("deploy", "deploy-2"),
        };
    }

    private static Stage[] leafStages() {
        return new Stage[] {
            before("createServerGroup", "create", "createServerGroup"),
            Stages.ofType("createServerGroup", "createServerGroup"),
            withId(Stages.judgment("judge"), JUDGMENT),
            Stages.ofType("disableCluster", "disable"),
        };
    }

    private static Trigger parentTrigger(Execution parent, StageKey stage) {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>();
        extra.put("parentPipelineId", "a1b2c3d4");
        extra.put("parentPipelineName", parent.name());
        extra.put("parentPipelineApplication", parent.application());
        extra.put("parentStatus", parent.status().name());
        extra.put("isPipeline", true);
        extra.put("user", "[anonymous]");
        extra.put("parameters", Map.of("strategy", true, "clusterName", "", "regions", List.of("eu-west-1")));
        return new Trigger("pipeline", parent, null, stage.stageId(), extra);
    }

    private static Map<String, @Nullable Object> cronTrigger() {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>();
        extra.put("cronExpression", "0 0/30 * * * ?");
        extra.put("resolvedExpectedArtifacts", List.of());
        extra.put("secret", null);
        extra.put("buildNumber", 1_510_187_402_698L);
        return extra;
    }

    private static Stage before(String type, String id, String owner) {
        return Stages.synthetic(Stages.ofType(type, id), STAGE_BEFORE, owner);
    }

    private static Stage after(String type, String id, String owner) {
        return Stages.synthetic(Stages.ofType(type, id), STAGE_AFTER, owner);
    }

    private static Stage withId(Stage stage, StageKey key) {
        return Stage.builder(key.stageId(), stage.type())
                .refId(stage.refId())
                .name(stage.name())
                .tasks(stage.tasks())
                .build();
    }
}
