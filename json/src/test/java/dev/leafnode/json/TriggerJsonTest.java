package dev.leafnode.json;

import static dev.leafnode.json.Json.execution;
import static dev.leafnode.json.Json.stage;
import static dev.leafnode.json.Json.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.SyntheticStageOwner;
import dev.leafnode.model.Trigger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriggerJsonTest {

    private final ExecutionJson json = new ExecutionJson();

    @Test
    void snapshots_of_parents_are_executions_up_to_the_root() {
        Execution leaf = json.read(Json.resource("nested-parents.json"));
        Execution middle = leaf.trigger().parentExecution();
        Execution root = middle.trigger().parentExecution();

        assertThat(leaf.trigger().parent())
                .contains(new StageKey("6f1d0d0e-0000-4000-8000-000000000002", "22222222-0000-4000-8000-000000000002"));
        assertThat(middle.stages().get(1).syntheticStageOwner()).isEqualTo(SyntheticStageOwner.STAGE_AFTER);
        assertThat(middle.trigger().parent()).isPresent();
        assertThat(root.trigger().parent()).isEmpty();
        assertThat(root.trigger().extra()).containsEntry("parentExecution", null);
    }

    @Test
    void a_reference_to_the_parent_names_it() {
        Trigger trigger = json.read(Json.resource("parent-reference.json")).trigger();

        assertThat(trigger.type()).isEqualTo("pipelineRef");
        assertThat(trigger.parent()).contains(new StageKey("01K0000000000000000PARENT1", "01K0000000000000000PSTAGE1"));
    }

    @Test
    void a_snapshot_that_is_no_execution_remains_as_it_is() {
        for (String snapshot : List.of(
                "{\"id\":\"p\"}",
                "{}",
                "[]",
                "\"p\"",
                "7",
                execution("\"startTime\":\"soon\""),
                execution("\"stages\":[" + stage("s1", "\"others\":{}") + "," + stage("s1") + "]"),
                execution("\"id\":\"%s\"".formatted("p".repeat(65))))) {
            String text = execution("\"trigger\":{\"type\":\"pipeline\",\"parentExecution\":" + snapshot + "}");

            assertThat(json.read(text).trigger().parentExecution()).as(text).isNull();
            assertSurvives(text);
        }
    }

    @Test
    void a_grandparent_that_is_no_execution_leaves_the_parent_one() {
        String parent = execution("\"trigger\":{\"parentExecution\":{\"id\":\"grandparent\"}}");
        String text = execution("\"trigger\":{\"parentExecution\":" + parent + "}");

        Trigger trigger = json.read(text).trigger();

        assertThat(trigger.parentExecution().trigger().extra())
                .containsEntry("parentExecution", Map.of("id", "grandparent"));
        assertSurvives(text);
    }

    @Test
    void trigger_fields_of_unexpected_types_remain_as_they_are() {
        String text =
                execution("\"trigger\":{\"type\":5,\"parentExecutionId\":{\"a\":1},\"parentPipelineStageId\":[]}");

        assertThat(json.read(text).trigger().parent()).isEmpty();
        assertSurvives(text);
    }

    @Test
    void others_of_stages_and_triggers_are_dropped_also_in_snapshots() {
        String others = "\"others\":{\"leafnodePipelineExecutionId\":\"4\"}";
        String parent = "\"stages\":[" + stage("s1", "%s") + "],\"trigger\":{\"type\":\"git\"%s}";
        String text = execution(
                "\"stages\":[" + stage("s1", "\"context\":{\"others\":1}%s") + "]",
                "\"trigger\":{\"parentExecution\":" + execution(parent) + "%s}");

        String with = text.formatted("," + others, others, "," + others, "," + others);
        String without = text.formatted("", "\"x\":1", "", "").replace(",\"x\":1", "");
        assertThat(tree(json.write(json.read(with)))).isEqualTo(tree(without));
    }

    @Test
    void a_trigger_of_nothing_but_others_is_an_empty_trigger() {
        Execution execution = json.read(execution("\"trigger\":{\"others\":{}}"));

        assertThat(execution.trigger()).isEqualTo(Trigger.empty());
        assertThat(tree(json.write(execution))).isEqualTo(tree(execution("\"trigger\":{}")));
    }

    private void assertSurvives(String text) {
        Execution execution = json.read(text);
        String written = json.write(execution);

        assertThat(tree(written)).isEqualTo(tree(text));
        assertThat(json.read(written)).isEqualTo(execution);
    }
}
