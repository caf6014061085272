package dev.leafnode.quickstart.kills;

import dev.leafnode.quickstart.ApiClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The executions as the engine's REST interface answers, and what they must show, from their states alone and in the most
 * obvious way: for each stage that waits for a human, climb along the triggers through every stage that waits.
 */
final class StoredStates {

    /** A stage that waits for a human. */
    record Waiting(String executionId, String stageId, String application, long since) {

        private static final Comparator<Waiting> LONGEST_FIRST = Comparator.comparingLong(Waiting::since)
                .thenComparing(Waiting::executionId)
                .thenComparing(Waiting::stageId);
    }

    private static final Set<String> COMPLETE =
            Set.of("SUCCEEDED", "FAILED_CONTINUE", "TERMINAL", "CANCELED", "STOPPED", "SKIPPED");
    private static final List<String> APPLICATIONS = List.of("A1", "A2", "A3", "A4");
    private static final String AT_MOST = "1000";

    private final Map<String, JsonNode> executions = new LinkedHashMap<>();

    private StoredStates() {}

    /** The newest executions of every application. */
    static StoredStates of(ApiClient client) {
        StoredStates states = new StoredStates();
        for (String application : APPLICATIONS) {
            client.get("/applications/%s/pipelines?limit=%s".formatted(application, AT_MOST))
                    .json()
                    .forEach(execution -> states.executions.put(text(execution, "id"), execution));
        }
        return states;
    }

    Set<String> ids() {
        return executions.keySet();
    }

    List<String> incomplete() {
        return executions.values().stream()
                .filter(execution -> !isComplete(execution))
                .map(execution -> text(execution, "id"))
                .toList();
    }

    /** The incomplete executions that no other started. */
    List<String> runningRoots() {
        return incomplete().stream()
                .filter(id -> parent(executions.get(id)).isEmpty())
                .toList();
    }

    List<Waiting> waiting() {
        List<Waiting> waiting = new ArrayList<>();
        for (JsonNode execution : executions.values()) {
            for (JsonNode stage : execution.path("stages")) {
                if (awaitsHuman(execution, stage)) {
                    waiting.add(new Waiting(
                            text(execution, "id"),
                            text(stage, "id"),
                            text(execution, "application"),
                            stage.path("startTime").asLong()));
                }
            }
        }
        return waiting;
    }

    /** The stages that have ended, by the ids of their executions. */
    List<Map.Entry<String, String>> endedStages() {
        List<Map.Entry<String, String>> ended = new ArrayList<>();
        executions.forEach((id, execution) -> execution.path("stages").forEach(stage -> {
            if (isComplete(stage)) {
                ended.add(Map.entry(id, text(stage, "id")));
            }
        }));
        return ended;
    }

    /** What is not as it must be: links that are wrong or missing, and executions that nothing will move any more. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Map<String, String> expected = expectedLeaves();
        executions.forEach((id, execution) -> {
            for (JsonNode stage : execution.path("stages")) {
                String key = id + "/" + text(stage, "id");
                String shown = text(stage.path("others"), "leafnodePipelineExecutionId");
                if (!shown.equals(expected.getOrDefault(key, ""))) {
                    problems.add("others of %s: expected leaf '%s', got '%s'"
                            .formatted(key, expected.getOrDefault(key, ""), shown));
                }
                if (isStuck(execution, stage)) {
                    problems.add("stuck: %s is %s".formatted(key, text(stage, "status")));
                }
            }
            if (!isComplete(execution) && !isUnderWay(execution)) {
                problems.add("stuck: %s is %s, and none of its stages runs".formatted(id, text(execution, "status")));
            }
        });
        return problems;
    }

    /** By stage, the execution of the leaf that it must link to. */
    private Map<String, String> expectedLeaves() {
        Map<String, Waiting> longest = new HashMap<>();
        for (Waiting leaf : waiting()) {
            String child = leaf.executionId();
            Optional<String[]> parent = parent(executions.get(child));
            while (parent.isPresent()) {
                JsonNode execution = executions.get(parent.get()[0]);
                String stageId = parent.get()[1];
                if (execution == null || !awaits(execution, stageId, child)) {
                    break;
                }
                child = text(execution, "id");
                longest.merge(
                        child + "/" + stageId,
                        leaf,
                        (one, other) -> Waiting.LONGEST_FIRST.compare(one, other) <= 0 ? one : other);
                parent = parent(execution);
            }
        }
        Map<String, String> leaves = new HashMap<>();
        longest.forEach((stage, leaf) -> leaves.put(stage, leaf.executionId()));
        return leaves;
    }

    private static boolean awaitsHuman(JsonNode execution, JsonNode stage) {
        boolean isDone = true;
        for (JsonNode task : stage.path("tasks")) {
            isDone &= isComplete(task);
        }
        return text(stage, "type").equals("manualJudgment")
                && text(stage, "status").equals("RUNNING")
                && !isComplete(execution)
                && (stage.path("tasks").isEmpty() || !isDone);
    }

    private static boolean awaits(JsonNode execution, String stageId, String child) {
        for (JsonNode stage : execution.path("stages")) {
            String known = text(stage.path("context"), "executionId");
            if (text(stage, "id").equals(stageId)) {
                return !isComplete(execution)
                        && !isComplete(stage)
                        && text(stage, "type").equals("pipeline")
                        && (known.isEmpty() || known.equals(child));
            }
        }
        return false;
    }

    private boolean isStuck(JsonNode execution, JsonNode stage) {
        if (isComplete(execution) || !text(stage, "status").equals("RUNNING")) {
            return false;
        }
        if (text(stage, "type").equals("manualJudgment")) {
            return !text(stage.path("context"), "judgmentStatus").isEmpty();
        }
        JsonNode child = executions.get(text(stage.path("context"), "executionId"));
        return child == null || isComplete(child);
    }

    private static boolean isUnderWay(JsonNode execution) {
        for (JsonNode stage : execution.path("stages")) {
            if (text(stage, "status").equals("RUNNING")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String[]> parent(JsonNode execution) {
        JsonNode trigger = execution.path("trigger");
        String id = text(trigger.path("parentExecution"), "id");
        String stageId = text(trigger, "parentPipelineStageId");
        return id.isEmpty() || stageId.isEmpty() ? Optional.empty() : Optional.of(new String[] {id, stageId});
    }

    private static boolean isComplete(JsonNode node) {
        return COMPLETE.contains(text(node, "status"));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
