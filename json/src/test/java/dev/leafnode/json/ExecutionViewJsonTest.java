package dev.leafnode.json;

import static dev.leafnode.json.Json.execution;
import static dev.leafnode.json.Json.stage;
import static dev.leafnode.json.Json.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.StageKey;
import dev.leafnode.navigation.Others;
import dev.leafnode.navigation.StateView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutionViewJsonTest {

    private static final String LEAF = "{\"leafnodePipelineExecutionId\":\"leaf\","
            + "\"leafnodePipelineApplicationName\":\"leaf-app\",\"leafnodeApplicationName\":\"leaf-app\"}";

    private final ExecutionJson json = new ExecutionJson();
    private final ExecutionViewJson viewJson = new ExecutionViewJson();

    @Test
    void when_nothing_waits_every_others_is_an_empty_object() {
        JsonNode view = view(execution("\"stages\":[" + stage("s1") + "," + stage("s2") + "],\"trigger\":{}"), true);

        assertThat(view.at("/stages/0/others")).isEqualTo(tree("{}"));
        assertThat(view.at("/stages/1/others")).isEqualTo(tree("{}"));
        assertThat(view.at("/trigger/others")).isEqualTo(tree("{}"));
    }

    @Test
    void a_stage_with_a_leaf_below_shows_the_attributes_and_so_does_the_trigger() {
        for (boolean expand : List.of(true, false)) {
            JsonNode view = view(execution("\"stages\":[" + stage("s1") + "," + stage("s2") + "]"), expand, "s2");

            assertThat(view.at("/stages/0/others")).isEqualTo(tree("{}"));
            assertThat(view.at("/stages/1/others")).isEqualTo(tree(LEAF));
            assertThat(view.at("/trigger/others")).isEqualTo(tree(LEAF));
        }
    }

    @Test
    void the_first_stage_of_a_marker_mirrors_the_attributes() {
        String before = stage("s2", "\"parentStageId\":\"s1\",\"syntheticStageOwner\":\"STAGE_BEFORE\"");
        String grouped = "\"context\":{\"group\":\"G\",\"x\":1}";
        JsonNode view = view(
                execution("\"stages\":[" + stage("s1") + "," + before + "," + stage("s3", grouped) + ","
                        + stage("s4", grouped) + "]"),
                false,
                "s1",
                "s4");

        assertThat(view.at("/stages/0/others")).isEqualTo(tree(LEAF));
        assertThat(view.at("/stages/1/others")).isEqualTo(tree(LEAF));
        assertThat(view.at("/stages/2/others")).isEqualTo(tree(LEAF));
        assertThat(view.at("/stages/3/others")).isEqualTo(tree(LEAF));
    }

    @Test
    void every_stage_has_a_context_object() {
        String text = execution("\"stages\":[" + stage("s1") + "," + stage("s2", "\"context\":null") + ","
                + stage("s3", "\"context\":{}") + "," + stage("s4", "\"context\":{\"a\":1}") + "]");

        assertThat(view(text, true).findValues("context"))
                .containsExactly(tree("{}"), tree("{}"), tree("{}"), tree("{\"a\":1}"));
        assertThat(view(text, false).findValues("context"))
                .containsExactly(tree("{}"), tree("{}"), tree("{}"), tree("{}"));
    }

    @Test
    void the_trigger_exists_and_has_an_array_of_resolved_artifacts() {
        for (String trigger : List.of(
                "\"x\":1",
                "\"trigger\":null",
                "\"trigger\":{}",
                "\"trigger\":{\"resolvedExpectedArtifacts\":null}",
                "\"trigger\":{\"resolvedExpectedArtifacts\":{}}")) {
            assertThat(view(execution(trigger), true).at("/trigger/resolvedExpectedArtifacts"))
                    .as(trigger)
                    .isEqualTo(tree("[]"));
        }
        String artifacts = "\"trigger\":{\"resolvedExpectedArtifacts\":[{\"id\":\"a\"}]}";
        assertThat(view(execution(artifacts), false).at("/trigger/resolvedExpectedArtifacts/0/id"))
                .isEqualTo(tree("\"a\""));
    }

    @Test
    void expanded_it_is_the_engines_json_and_the_view() {
        String text = Json.resource("nested-parents.json");
        ObjectNode expected = (ObjectNode) tree(text);
        ((ObjectNode) expected.at("/stages/0")).set("others", tree("{}"));
        ((ObjectNode) expected.get("trigger")).set("others", tree("{}"));
        ((ObjectNode) expected.get("trigger")).set("resolvedExpectedArtifacts", tree("[]"));

        assertThat(view(text, true)).isEqualTo(expected);
    }

    @Test
    void not_expanded_a_stage_keeps_all_but_its_context_outputs_and_tasks() {
        String text = Json.resource("nested-parents.json");
        ObjectNode expected = (ObjectNode) view(text, true);
        ObjectNode stage = (ObjectNode) expected.at("/stages/0");
        stage.set("context", tree("{}"));
        stage.set("outputs", tree("{}"));
        stage.set("tasks", tree("[]"));

        assertThat(view(text, false)).isEqualTo(expected);
    }

    @Test
    void not_expanded_a_context_keeps_its_group() {
        String text = execution("\"stages\":[" + stage("s1", "\"context\":{\"a\":1,\"group\":\"G\"}") + "]");

        assertThat(view(text, false).at("/stages/0/context")).isEqualTo(tree("{\"group\":\"G\"}"));
    }

    @Test
    void snapshots_of_parents_are_as_the_engine_wrote_them() {
        String text = Json.resource("nested-parents.json");

        for (boolean expand : List.of(true, false)) {
            assertThat(view(text, expand).at("/trigger/parentExecution"))
                    .isEqualTo(tree(text).at("/trigger/parentExecution"));
        }
    }

    @Test
    void a_list_is_an_array_in_which_an_execution_without_an_entry_shows_nothing() throws IOException {
        Execution one = json.read(execution("\"stages\":[" + stage("s1") + "]"));
        Execution two = json.read(execution("\"id\":\"e2\",\"stages\":[" + stage("s1") + "]"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        viewJson.writeAll(List.of(one, two), Map.of("e1", others(one, "s1")), true, out);
        JsonNode list = tree(out.toString(StandardCharsets.UTF_8));

        assertThat(list).hasSize(2);
        assertThat(list.at("/0/stages/0/others")).isEqualTo(tree(LEAF));
        assertThat(list.at("/1/stages/0/others")).isEqualTo(tree("{}"));
    }

    @Test
    void the_view_that_comes_back_is_the_engines_execution() {
        Execution execution = json.read(execution("\"stages\":[" + stage("s1", "\"context\":{\"a\":1}") + "]"));
        String view = view(json.write(execution), true, "s1").toString();

        assertThat(json.read(view).stages()).isEqualTo(execution.stages());
    }

    @Test
    void other_states_of_leaves_stand_apart_from_judgments_and_are_dropped_when_they_come_back() throws IOException {
        String text = execution("\"stages\":[" + stage("s1") + "," + stage("s2") + "]");
        Execution execution = json.read(text);
        Map<LeafState, List<JudgmentLink>> links = Map.of(
                LeafState.FAILED, List.of(link(execution, "s2", 3)),
                LeafState.PAUSED, List.of(link(execution, "s1", 1), link(execution, "s2", 1)),
                LeafState.JUDGMENT, List.of(link(execution, "s1", 1)));
        for (boolean expand : List.of(true, false)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            viewJson.write(execution, others(execution), StateView.of(execution, links), expand, out);
            JsonNode view = tree(out.toString(StandardCharsets.UTF_8));
            assertThat(view.at("/stages/0/leafStates"))
                    .isEqualTo(
                            tree("{\"paused\":{\"executionId\":\"leaf\",\"application\":\"leaf-app\",\"count\":1}}"));
            assertThat(view.at("/stages/1/leafStates/failed"))
                    .isEqualTo(tree("{\"executionId\":\"leaf\",\"application\":\"leaf-app\",\"count\":3}"));
            assertThat(view.findValues("others")).containsOnly(tree("{}"));
            assertThat(json.read(view.toString()).stages())
                    .allSatisfy(stage -> assertThat(stage.extra()).doesNotContainKey("leafStates"));
        }
        assertThat(view(text, true).findValues("leafStates")).isEmpty();
    }

    private JsonNode view(String text, boolean expand, String... waitingStages) {
        Execution execution = json.read(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            viewJson.write(execution, others(execution, waitingStages), expand, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return tree(out.toString(StandardCharsets.UTF_8));
    }

    private static Others others(Execution execution, String... waitingStages) {
        return Others.of(
                execution,
                List.of(waitingStages).stream()
                        .map(stage -> link(execution, stage, 1))
                        .toList());
    }

    private static JudgmentLink link(Execution execution, String stageId, int count) {
        Judgment judgment =
                new Judgment(new JudgmentKey(new StageKey("leaf", "judgment"), 7), "leaf-app", "Leaf", "Approve");
        return new JudgmentLink(new StageKey(execution.id(), stageId), judgment, count);
    }
}
