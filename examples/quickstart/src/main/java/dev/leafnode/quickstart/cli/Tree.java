package dev.leafnode.quickstart.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Executions and those that started them, as the REST interface shows them at one moment, parents first. */
record Tree(List<ExecutionView> executions) {

    private static final JsonMapper JSON = new JsonMapper();

    /** A judgment that waits. */
    record Leaf(ExecutionView execution, ExecutionView.StageView stage) {

        static final Comparator<Leaf> LONGEST_WAITING_FIRST = Comparator.comparingLong(
                        (Leaf leaf) -> leaf.stage.startTime())
                .thenComparing(leaf -> leaf.execution.id())
                .thenComparing(leaf -> leaf.stage.id());

        /** Where it is decided. */
        String path() {
            return RestApi.path(execution.id()) + "/stages/" + UriUtils.encode(stage.id(), StandardCharsets.UTF_8);
        }

        /** What its ancestors' stages are to show, under all three names. */
        JsonNode attributes() {
            return JSON.valueToTree(Map.of(
                    "leafnodePipelineExecutionId", execution.id(),
                    "leafnodePipelineApplicationName", execution.application(),
                    "leafnodeApplicationName", execution.application()));
        }
    }

    /** Reads a tree from its root down, by the ids that waiting stages know. */
    static Tree below(String rootId, RestApi api) {
        List<ExecutionView> executions = new ArrayList<>(List.of(api.execution(rootId)));
        for (int next = 0; next < executions.size(); next++) {
            executions.get(next).stages().stream()
                    .map(ExecutionView.StageView::childId)
                    .filter(childId -> !childId.isEmpty())
                    .map(api::execution)
                    .forEach(executions::add);
        }
        return new Tree(List.copyOf(executions));
    }

    /** Reads the executions of these ids. */
    static Tree of(List<String> ids, RestApi api) {
        return new Tree(ids.stream().map(api::execution).toList());
    }

    List<Leaf> leaves() {
        return executions.stream()
                .flatMap(execution -> execution.judgments().stream().map(stage -> new Leaf(execution, stage)))
                .sorted(Leaf.LONGEST_WAITING_FIRST)
                .toList();
    }

    /** What is not as the design says: each waiting ancestor's stage names its leaf, and every other stage nothing. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        for (ExecutionView execution : executions) {
            Map<String, Leaf> expected = expected(execution);
            for (ExecutionView.StageView stage : execution.stages()) {
                Optional<JsonNode> leaf =
                        Optional.ofNullable(expected.get(stage.id())).map(Leaf::attributes);
                boolean isAsExpected = stage.others().equals(leaf.orElseGet(JSON::createObjectNode));
                if (!isAsExpected && !(leaf.isEmpty() && isMirror(stage, execution, expected))) {
                    differences.add("%s %s, stage %s: expected others %s, got %s"
                            .formatted(
                                    execution.pipeline(),
                                    execution.id(),
                                    stage.id(),
                                    leaf.map(JsonNode::toString).orElse("{}"),
                                    stage.others()));
                }
            }
        }
        return differences;
    }

    /** The first stage of a marker repeats what shows on another stage of the same marker. */
    private static boolean isMirror(
            ExecutionView.StageView stage, ExecutionView execution, Map<String, Leaf> expected) {
        return expected.entrySet().stream()
                .filter(entry -> execution.stage(entry.getKey()).orElseThrow().sharesItsMarker())
                .anyMatch(entry -> entry.getValue().attributes().equals(stage.others()));
    }

    /** The longest-waiting leaf below each stage of an execution. */
    private Map<String, Leaf> expected(ExecutionView ancestor) {
        Map<String, Leaf> expected = new LinkedHashMap<>();
        for (Leaf leaf : leaves()) {
            wayUp(leaf.execution()).stream()
                    .filter(child -> child.parentId().equals(ancestor.id()))
                    .forEach(child -> expected.putIfAbsent(child.parentStageId(), leaf));
        }
        return expected;
    }

    /** The execution, its parent and so on, as long as the next one up waits. */
    private List<ExecutionView> wayUp(ExecutionView leaf) {
        List<ExecutionView> way = new ArrayList<>();
        Optional<ExecutionView> child = Optional.of(leaf);
        while (child.isPresent()) {
            ExecutionView below = child.get();
            Optional<ExecutionView> parent = executions.stream()
                    .filter(candidate -> candidate.id().equals(below.parentId()) && !candidate.isComplete())
                    .filter(candidate -> candidate
                            .stage(below.parentStageId())
                            .filter(stage -> stage.waitsFor(below.id()))
                            .isPresent())
                    .findFirst();
            if (parent.isPresent()) {
                way.add(below);
            }
            child = parent;
        }
        return way;
    }
}
