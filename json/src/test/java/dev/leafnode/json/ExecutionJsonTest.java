package dev.leafnode.json;

import static dev.leafnode.json.Json.execution;
import static dev.leafnode.json.Json.stage;
import static dev.leafnode.json.Json.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.ExecutionType;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ExecutionJsonTest {

    private final ExecutionJson json = new ExecutionJson();

    @Test
    void an_execution_with_nested_parents_survives() {
        assertSurvives(Json.resource("nested-parents.json"));
    }

    @Test
    void an_execution_with_a_parent_reference_and_unknown_names_survives() {
        assertSurvives(Json.resource("parent-reference.json"));
    }

    @Test
    void known_fields_become_components() {
        Execution leaf = json.read(Json.resource("nested-parents.json"));

        assertThat(leaf.type()).isEqualTo(ExecutionType.PIPELINE);
        assertThat(leaf.id()).isEqualTo("6f1d0d0e-0000-4000-8000-000000000003");
        assertThat(leaf.application()).isEqualTo("bakery");
        assertThat(leaf.name()).isEqualTo("Taste");
        assertThat(leaf.status()).isSameAs(ExecutionStatus.RUNNING);
        assertThat(leaf.buildTime()).isEqualTo(Instant.ofEpochMilli(1600000000123L));
        assertThat(leaf.startTime()).isEqualTo(Instant.ofEpochMilli(1600000000456L));
        assertThat(leaf.endTime()).isNull();
        assertThat(leaf.extra())
                .containsKeys("canceledBy", "endTime", "authentication", "initialConfig")
                .doesNotContainKeys("type", "id", "application", "name", "status", "startTime", "stages", "trigger");
        Stage judgment = leaf.stages().get(0);
        assertThat(judgment.context()).containsKey("instructions");
        assertThat(judgment.tasks()).hasSize(1);
        assertThat(judgment.tasks().get(0).name()).isEqualTo("waitForJudgment");
        assertThat(judgment.tasks().get(0).extra()).containsEntry("stageStart", true);
        assertThat(judgment.extra()).containsEntry("outputs", Map.of()).containsEntry("parentStageId", null);
    }

    @Test
    void unknown_statuses_and_types_keep_their_names() {
        Execution execution = json.read(Json.resource("parent-reference.json"));

        assertThat(execution.type().name()).isEqualTo("SOMETHING_ELSE");
        assertThat(execution.status().name()).isEqualTo("WAITING_FOR_GODOT");
        assertThat(execution.stages().get(1).type()).isEqualTo("somethingNew");
        assertThat(execution.stages().get(1).syntheticStageOwner()).isNull();
        assertThat(execution.stages().get(1).extra()).containsEntry("syntheticStageOwner", "STAGE_AROUND");
    }

    @Test
    void absent_null_and_empty_remain_what_they_were() {
        String typed = "\"name\":%s,\"startTime\":%s,\"stages\":[%s],\"trigger\":%s";
        for (String text : List.of(
                execution(),
                execution("\"name\":null,\"startTime\":null,\"stages\":null,\"trigger\":null"),
                execution("\"name\":\"\",\"stages\":[],\"trigger\":{}"),
                execution(typed.formatted("\"n\"", 0, stage("s1"), "{\"type\":null,\"parentExecution\":null}")),
                execution("\"stages\":["
                        + stage("s1", "\"context\":null,\"outputs\":null,\"tasks\":null,\"requisiteStageRefIds\":null")
                        + ","
                        + stage("s2", "\"context\":{},\"outputs\":{},\"tasks\":[],\"requisiteStageRefIds\":[]")
                        + ","
                        + stage("s3", "\"refId\":null,\"parentStageId\":null,\"syntheticStageOwner\":null")
                        + "]"))) {
            assertSurvives(text);
        }
    }

    @Test
    void a_component_that_gets_a_value_replaces_the_null_that_was_read() {
        Stage read = json.readStage(stage("s1", "\"endTime\":null,\"outputs\":{}"));
        Stage ended = read.toBuilder()
                .endTime(Instant.ofEpochMilli(5))
                .outputs(Map.of("a", 1))
                .build();

        assertThat(tree(json.writeStage(ended))).isEqualTo(tree(stage("s1", "\"endTime\":5,\"outputs\":{\"a\":1}")));
    }

    @Test
    void of_equal_keys_the_last_one_counts() {
        String text = execution(
                "\"name\":5,\"name\":\"first\",\"name\":\"last\"",
                "\"x\":{\"a\":1,\"a\":{\"b\":1,\"b\":2}}",
                "\"stages\":[" + stage("s1", "\"context\":{\"a\":1},\"context\":null,\"status\":\"STOPPED\"") + "]",
                "\"trigger\":{\"type\":\"cron\",\"user\":\"a\"},\"trigger\":{\"type\":\"git\",\"user\":\"b\",\"user\":\"c\"}");
        Execution execution = json.read(text);

        assertThat(execution.name()).isEqualTo("last");
        assertThat(execution.extra()).containsEntry("x", Map.of("a", Map.of("b", 2)));
        assertThat(execution.stages().get(0).status()).isEqualTo(ExecutionStatus.STOPPED);
        assertThat(execution.stages().get(0).extra()).containsEntry("context", null);
        assertThat(execution.trigger()).isEqualTo(new Trigger("git", null, null, null, Map.of("user", "c")));
        assertSurvives(text);
    }

    @Test
    void numbers_are_kept_exactly() {
        String numbers = "[0,-1,2147483648,-9223372036854775808,123456789012345678901234567890,0.10,1.0,1e3,"
                + "3.141592653589793238462643383279,1e-400,1E+999999998,10.50e-99]";
        Execution execution = json.read(execution("\"x\":" + numbers));

        assertThat(execution.extra().get("x"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .startsWith(
                        0,
                        -1,
                        2147483648L,
                        Long.MIN_VALUE,
                        new BigInteger("123456789012345678901234567890"),
                        new BigDecimal("0.10"),
                        new BigDecimal("1.0"));
        assertSurvives(execution("\"x\":" + numbers));
    }

    @Test
    void the_first_and_the_last_millisecond_survive() {
        assertSurvives(execution("\"startTime\":%d,\"endTime\":%d".formatted(Long.MIN_VALUE, Long.MAX_VALUE)));
    }

    @Test
    void every_character_is_written_in_ascii_and_survives() {
        StringBuilder all = new StringBuilder("🥖");
        // In this order no surrogate makes a pair with the next.
        for (int c = Character.MAX_VALUE; c >= 0; c--) {
            all.append((char) c);
        }
        String text = all.toString();
        Stage stage = Stage.builder("s1", "type 'ü' 🥖")
                .name(text)
                .context(namesAndValues(text))
                .build();
        String written = json.writeStage(stage);

        assertThat(written).matches("[\\x20-\\x7F]*");
        assertThat(json.readStage(written)).isEqualTo(stage);
    }

    @Test
    void a_stage_survives_by_itself() {
        Execution execution = json.read(Json.resource("nested-parents.json"));
        Stage stage = execution.stages().get(0);

        assertThat(json.readStage(json.writeStage(stage))).isEqualTo(stage);
        assertThat(tree(json.writeStage(stage)))
                .isEqualTo(tree(Json.resource("nested-parents.json"))
                        .path("stages")
                        .path(0));
    }

    private static Map<String, String> namesAndValues(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int at = 0; at + 1_000 <= text.length(); at += 1_000) {
            String part = text.substring(at, at + 1_000);
            values.put(part, part);
        }
        return values;
    }

    private void assertSurvives(String text) {
        Execution execution = json.read(text);
        String written = json.write(execution);

        assertThat(tree(written)).isEqualTo(tree(text));
        assertThat(json.read(written)).isEqualTo(execution);
    }
}
