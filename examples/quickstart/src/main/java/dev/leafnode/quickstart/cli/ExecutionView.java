package dev.leafnode.quickstart.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** An execution as the REST interface shows it. */
record ExecutionView(JsonNode json) {

    private static final Set<String> COMPLETE =
            Set.of("SUCCEEDED", "FAILED_CONTINUE", "TERMINAL", "CANCELED", "STOPPED", "SKIPPED");

    String id() {
        return json.path("id").asString();
    }

    String application() {
        return json.path("application").asString();
    }

    String pipeline() {
        return json.path("name").asString("");
    }

    String definition() {
        return json.path("pipelineConfigId").asString("");
    }

    boolean isImported() {
        return !json.path("origin").asString("").equals("leafnode-quickstart");
    }

    boolean isComplete() {
        return isComplete(json);
    }

    private static boolean isComplete(JsonNode executionOrStage) {
        return COMPLETE.contains(executionOrStage.path("status").asString(""));
    }

    List<StageView> stages() {
        List<StageView> stages = new ArrayList<>();
        json.path("stages").forEach(stage -> stages.add(new StageView(stage)));
        return stages;
    }

    /** The judgments that wait here. */
    List<StageView> judgments() {
        return isComplete()
                ? List.of()
                : stages().stream().filter(StageView::isWaitingJudgment).toList();
    }

    boolean hasParent() {
        return !parentId().isEmpty();
    }

    String parentId() {
        return json.path("trigger").path("parentExecution").path("id").asString("");
    }

    String parentStageId() {
        return json.path("trigger").path("parentPipelineStageId").asString("");
    }

    /** The stage of that id. */
    Optional<StageView> stage(String id) {
        return stages().stream().filter(stage -> stage.id().equals(id)).findFirst();
    }

    /** A stage as the REST interface shows it. */
    record StageView(JsonNode json) {

        private static final Set<String> PARENT_TYPES = Set.of("pipeline", "monitorPipeline", "runMultiplePipelines");

        String id() {
            return json.path("id").asString();
        }

        String name() {
            return json.path("name").asString(json.path("type").asString(""));
        }

        JsonNode others() {
            return json.path("others");
        }

        long startTime() {
            return json.path("startTime").asLong(0);
        }

        /** Whether another stage made it, or a group holds it: then it shares its marker with others. */
        boolean sharesItsMarker() {
            return json.path("parentStageId").isString()
                    || json.path("context").path("group").isString();
        }

        String childId() {
            return json.path("context").path("executionId").asString("");
        }

        boolean isWaitingJudgment() {
            return json.path("type").asString().equals("manualJudgment")
                    && json.path("status").asString().equals("RUNNING")
                    && json.path("tasks").path(0).path("status").asString("").equals("RUNNING");
        }

        /** Whether it waits for that execution. */
        boolean waitsFor(String executionId) {
            return PARENT_TYPES.contains(json.path("type").asString())
                    && !isComplete(json)
                    && json.path("context").path("waitForCompletion").asBoolean(true)
                    && (childId().isEmpty() || childId().equals(executionId));
        }
    }
}
