package dev.leafnode.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.ExecutionType;
import dev.leafnode.model.Stage;
import dev.leafnode.model.SyntheticStageOwner;
import dev.leafnode.model.Task;
import dev.leafnode.model.Trigger;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An execution that is found equals the one that was saved, whatever it holds. */
abstract class ContentContract extends Contract {

    ContentContract(Kit kit) {
        super(kit);
    }

    @Test
    void every_component_survives() {
        Task task = new Task("1", "deploy", ExecutionStatus.SUCCEEDED, at(1), at(2), Map.of("loopStart", false));
        Stage stage = Stage.builder("s1", "deploy")
                .refId("1")
                .name("Deploy")
                .status(ExecutionStatus.FAILED_CONTINUE)
                .startTime(at(3))
                .endTime(at(4))
                .syntheticStageOwner(SyntheticStageOwner.STAGE_AFTER)
                .parentStageId("s2")
                .requisiteStageRefIds(List.of("2", "3"))
                .context(Map.of("in", "put"))
                .outputs(Map.of("out", "put"))
                .tasks(List.of(task, Task.notStarted("2", "wait")))
                .extra(Map.of("lastModified", Map.of("user", "anna")))
                .build();
        found(Execution.builder("p", "app")
                .type(ExecutionType.ORCHESTRATION)
                .name("pipeline")
                .status(ExecutionStatus.SUSPENDED)
                .buildTime(at(5))
                .startTime(at(6))
                .endTime(at(7))
                .trigger(new Trigger("manual", null, null, null, Map.of("user", "anna", "rebake", false)))
                .stages(List.of(stage, Stages.ofType("wait", "s2")))
                .extra(Map.of("origin", "deck", "paused", Map.of("pauseTime", 17)))
                .build());
    }

    @Test
    void what_is_absent_stays_absent() {
        found(Execution.builder("p", "app")
                .stages(List.of(Stage.builder("s", "wait").build()))
                .build());
    }

    @Test
    void what_stood_there_as_null_or_empty_stays_so() {
        Map<String, @Nullable Object> ofExecution = new LinkedHashMap<>();
        ofExecution.put("name", null);
        ofExecution.put("startTime", null);
        ofExecution.put("endTime", null);
        ofExecution.put("canceledBy", null);
        ofExecution.put("notifications", List.of());
        ofExecution.put("initialConfig", Map.of());
        Map<String, @Nullable Object> ofStage = new LinkedHashMap<>();
        ofStage.put("refId", null);
        ofStage.put("parentStageId", null);
        ofStage.put("syntheticStageOwner", null);
        ofStage.put("requisiteStageRefIds", List.of());
        ofStage.put("context", Map.of());
        ofStage.put("tasks", List.of());
        ofStage.put("scheduledTime", null);
        found(Execution.builder("p", "app")
                .stages(List.of(Stage.builder("s", "wait").extra(ofStage).build()))
                .extra(ofExecution)
                .build());
    }

    @Test
    void every_json_value_survives_in_every_map() {
        Map<String, @Nullable Object> values = values();
        Task task = new Task("1", "t", ExecutionStatus.RUNNING, null, null, values);
        Stage stage = Stage.builder("s", "wait")
                .context(values)
                .outputs(values)
                .tasks(List.of(task))
                .extra(values)
                .build();
        found(Execution.builder("p", "app")
                .trigger(new Trigger("webhook", null, null, null, values))
                .stages(List.of(stage))
                .extra(values)
                .build());
    }

    private static Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("a null", null);
        values.put("booleans", List.of(true, false));
        values.put("integers", List.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 2_147_483_648L, Long.MIN_VALUE));
        values.put("large integers", List.of(new BigInteger("9".repeat(40)), new BigInteger("-9223372036854775809")));
        values.put(
                "decimals", decimals("0.1", "1.0", "1.00", "-0.5", "1E+3", "1E+400", "1E-400", "12345678901234567.89"));
        values.put("nested", Map.of("list", Arrays.asList(null, List.of(), Map.of(), List.of(List.of("deep")))));
        values.put("", "the empty key");
        values.put("kéy \u0000 \"quoted\" \\ / \t\n", "välue \u0000 \u001f \u2028 \"quoted\" \\ / \t\r\n \ud83d\ude80");
        values.put("a long text", "text \ud83d\ude80 ".repeat(20_000));
        values.put("numbers as text", List.of("1", "1.0", "null", "true", "NaN", ""));
        return values;
    }

    private static List<BigDecimal> decimals(String... values) {
        return Arrays.stream(values).map(BigDecimal::new).toList();
    }

    /** A document of 1,000 levels is as deep as JSON is read; a stage in it, as an array has it, begins at the third. */
    @Test
    void values_nested_as_deep_as_the_json_of_an_execution_may_be_survive() {
        Object value = "the innermost";
        for (int level = 1; level <= 1_000 - 4; level++) {
            value = level % 2 == 0 ? List.of(value) : Map.of("level", value);
        }
        Stage stage = Stage.builder("s", "wait").context(Map.of("deep", value)).build();
        found(Execution.builder("p", "app")
                .stages(List.of(stage))
                .extra(Map.of("deep", value))
                .build());
    }

    @Test
    void snapshots_of_parents_nest_with_all_they_hold() {
        Execution root = execution("root", Trigger.empty(), Stages.pipeline("call")).toBuilder()
                .extra(values())
                .build();
        Execution middle = execution("middle", Trigger.snapshot(root, "call"), Stages.pipeline("call"));
        found(execution("leaf", Trigger.snapshot(middle, "call"), Stages.judgment("judge")));
        assertThat(executions().find("middle"))
                .as("a parent that is only a snapshot in a trigger")
                .isEmpty();
    }

    @Test
    void unknown_statuses_and_types_survive() {
        ExecutionStatus unknown = ExecutionStatus.of("WAITING_FOR_GODOT");
        Stage stage = Stage.builder("s", "a.type-of/the:future").status(unknown).build();
        Task task = new Task("1", null, unknown, null, null, Map.of());
        found(Execution.builder("p", "app")
                .type(new ExecutionType("CANARY_RUN"))
                .status(unknown)
                .stages(List.of(stage.toBuilder().tasks(List.of(task)).build()))
                .trigger(new Trigger("a.trigger of the future", null, null, null, Map.of()))
                .build());
        found(Execution.builder("long", "app")
                .status(ExecutionStatus.of("S".repeat(64)))
                .stages(List.of(Stage.builder("s".repeat(64), "t".repeat(255)).build()))
                .build());
    }

    @Test
    void times_of_all_ages_survive_to_the_millisecond() {
        List<Instant> times = List.of(
                Instant.EPOCH,
                Instant.EPOCH.plusMillis(1),
                Instant.parse("1969-12-31T23:59:59.999Z"),
                Instant.parse("2026-03-29T01:30:00.123Z"),
                Instant.parse("2026-10-25T00:59:59.999Z"),
                Instant.parse("9999-12-31T23:59:59.999Z"));
        List<Execution> expected = new ArrayList<>();
        for (Instant time : times) {
            Stage stage =
                    Stage.builder("s", "wait").startTime(time).endTime(time).build();
            expected.add(found(Execution.builder("p" + expected.size(), "app")
                    .buildTime(time)
                    .startTime(time)
                    .endTime(time)
                    .stages(List.of(stage))
                    .build()));
        }
        assertThat(expected).hasSameSizeAs(times);
    }

    private Execution found(Execution execution) {
        executions().save(execution);
        assertThat(executions().find(execution.id())).contains(execution);
        for (Stage stage : execution.stages()) {
            executions().saveStage(execution.id(), stage);
        }
        assertThat(executions().find(execution.id()))
                .as("after each stage was saved")
                .contains(execution);
        return execution;
    }
}
