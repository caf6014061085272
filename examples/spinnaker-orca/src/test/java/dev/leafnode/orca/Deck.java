package dev.leafnode.orca;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What Spinnaker's Deck makes of an execution in a list: a marker for each top-level stage or group of stages, made of the
 * flattened trees of its stages. It waits if one of them is a RUNNING stage of type {@code pipeline} with something in its
 * {@code others}; the link is read from the first one of them, whichever waits.
 */
final class Deck {

    private static final Set<String> HIDDEN = Set.of(
            "initialization", "pipelineInitialization", "waitForRequisiteCompletion", "determineTargetServerGroup");
    private static final Set<String> FAILED = Set.of("TERMINAL", "FAILED_CONTINUE", "STOPPED");

    private Deck() {}

    /**
     * A marker in the list.
     *
     * @param stages what is in it, in the order in which it is drawn
     */
    record Marker(List<JsonNode> stages) {

        List<String> ids() {
            return stages.stream().map(stage -> stage.get("id").asText()).toList();
        }

        JsonNode stage(String id) {
            return stages.get(ids().indexOf(id));
        }

        boolean isWaiting() {
            return status().equals("RUNNING")
                    && stages.stream()
                            .anyMatch(stage -> stage.get("status").asText().equals("RUNNING")
                                    && stage.get("type").asText().equals("pipeline")
                                    && !stage.get("others").isEmpty());
        }

        /** Of several stages, the first status that is not over counts, and otherwise the last one's. */
        private String status() {
            return stages.stream()
                    .map(stage -> stage.get("status").asText())
                    .filter("RUNNING"::equals)
                    .findFirst()
                    .orElse(stages.get(stages.size() - 1).get("status").asText());
        }

        /** Where a click leads: application and execution. Fails as Deck does when there is no {@code others} to ask. */
        String link() {
            JsonNode others = stages.get(0).get("others");
            if (others == null || others.isNull()) {
                throw new IllegalStateException("the row is lost: no others in " + stages.get(0));
            }
            return text(others, "leafnodeApplicationName") + "/" + text(others, "leafnodePipelineExecutionId");
        }

        private static String text(JsonNode object, String field) {
            return object.path(field).asText("undefined");
        }
    }

    static List<Marker> markers(JsonNode execution) {
        execution.get("trigger").get("resolvedExpectedArtifacts").size();
        List<JsonNode> all = StreamSupport.stream(execution.get("stages").spliterator(), false)
                .toList();
        Map<String, List<JsonNode>> markers = new LinkedHashMap<>();
        for (JsonNode stage : all) {
            String group = stage.get("context").path("group").asText("");
            if (isAbsent(stage, "syntheticStageOwner")
                    && !HIDDEN.contains(stage.get("type").asText())) {
                markers.computeIfAbsent(
                                group.isEmpty() ? "stage " + stage.get("id").asText() : "group " + group,
                                name -> new ArrayList<>())
                        .addAll(flattened(stage, all));
            }
        }
        return markers.values().stream()
                .filter(stages -> !stages.isEmpty())
                .map(Marker::new)
                .toList();
    }

    private static List<JsonNode> flattened(JsonNode stage, List<JsonNode> all) {
        List<JsonNode> tree = new ArrayList<>();
        children(stage, "STAGE_BEFORE", all).forEach(before -> tree.addAll(flattened(before, all)));
        if (!isHidden(stage)) {
            tree.add(stage);
        }
        children(stage, "STAGE_AFTER", all).forEach(after -> tree.addAll(flattened(after, all)));
        return tree;
    }

    private static List<JsonNode> children(JsonNode stage, String owner, List<JsonNode> all) {
        return all.stream()
                .filter(child -> child.path("parentStageId")
                                .asText()
                                .equals(stage.get("id").asText())
                        && child.path("syntheticStageOwner").asText().equals(owner))
                .sorted(Comparator.comparingLong(
                        child -> child.path("startTime").asLong(Long.MAX_VALUE)))
                .toList();
    }

    private static boolean isHidden(JsonNode stage) {
        return (HIDDEN.contains(stage.get("type").asText())
                        || stage.path("initializationStage").asBoolean()
                        || stage.path("context").path("initializationStage").asBoolean())
                && !FAILED.contains(stage.get("status").asText());
    }

    private static boolean isAbsent(JsonNode object, String field) {
        return object.path(field).isMissingNode() || object.path(field).isNull();
    }
}
