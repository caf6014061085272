package dev.leafnode.model;

import static dev.leafnode.Fixtures.NOON;
import static dev.leafnode.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelTest {

    @Test
    void an_id_has_1_to_64_characters_and_none_that_controls() {
        assertThat(Execution.builder("x".repeat(64), "app").build().id()).hasSize(64);
        assertThatThrownBy(() -> Execution.builder("x".repeat(65), "app").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("execution id 'xxx")
                .hasMessageContaining("expected 1 to 64 characters, got 65");
        assertThatThrownBy(() -> Execution.builder("", "app").build()).hasMessageContaining("got 0");
        assertThatThrownBy(() -> Stage.builder("a\nb", "wait").build())
                .hasMessage("stage id 'a\uFFFDb': expected no control characters, got one at index 1");
    }

    @Test
    void an_application_has_1_to_255_characters() {
        assertThat(Execution.builder("e", "a".repeat(255)).build().application())
                .hasSize(255);
        assertThatThrownBy(() -> Execution.builder("e", "a".repeat(256)).build())
                .hasMessageStartingWith("application of execution e 'aaa")
                .hasMessageEndingWith("expected 1 to 255 characters, got 256");
    }

    @Test
    void two_stages_of_one_id_are_refused() {
        assertThatThrownBy(() -> running("e", running("s", "wait"), running("s", "wait")))
                .hasMessage("execution e: expected distinct stage ids, got s twice");
    }

    @Test
    void times_are_kept_to_the_millisecond() {
        Instant precise = NOON.plusNanos(1_999_999);
        assertThat(Stage.builder("s", "wait").startTime(precise).build().startTime())
                .isEqualTo(NOON.plusMillis(1));
    }

    @Test
    void a_time_that_milliseconds_cannot_say_is_refused_by_name() {
        assertThatThrownBy(() ->
                        Execution.builder("e", "app").buildTime(Instant.MAX).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "buildTime of execution e: expected an instant that milliseconds since the epoch can say");
    }

    @Test
    void nothing_that_was_passed_in_can_change_a_value_later() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Map<String, Object> inner = new HashMap<>(Map.of("list", list));
        Map<String, Object> context = new HashMap<>(Map.of("inner", inner));
        Stage stage = Stage.builder("s", "wait").context(context).build();
        list.add("b");
        inner.put("more", 1);
        context.clear();
        assertThat(stage.context()).isEqualTo(Map.of("inner", Map.of("list", List.of("a"))));
        assertThatThrownBy(() -> stage.context().put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) stage.context().get("inner")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void nulls_and_the_order_of_keys_are_kept() {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("z", null);
        context.put("a", Arrays.asList(1, null));
        Stage stage = Stage.builder("s", "wait").context(context).build();
        assertThat(stage.context().keySet()).containsExactly("z", "a");
        assertThat(stage.context()).containsEntry("z", null).containsEntry("a", Arrays.asList(1, null));
    }

    @Test
    void every_number_has_one_form() {
        Map<String, Object> numbers = Map.of(
                "long",
                5L,
                "big",
                BigInteger.TEN,
                "huge",
                BigInteger.TWO.pow(70),
                "double",
                0.1,
                "decimal",
                new BigDecimal("1.10"));
        assertThat(Stage.builder("s", "wait").context(numbers).build().context())
                .isEqualTo(Map.of(
                        "long",
                        5,
                        "big",
                        10,
                        "huge",
                        BigInteger.TWO.pow(70),
                        "double",
                        new BigDecimal("0.1"),
                        "decimal",
                        new BigDecimal("1.10")));
    }

    @Test
    void what_json_cannot_say_is_refused_by_name() {
        assertThatThrownBy(() ->
                        Stage.builder("s", "wait").context(Map.of("when", NOON)).build())
                .hasMessage("context of stage s.when: expected a string, number, boolean, map, collection or null,"
                        + " got java.time.Instant");
        assertThatThrownBy(() -> Stage.builder("s", "wait")
                        .context(Map.of("x", Double.NaN))
                        .build())
                .hasMessageContaining("expected a finite JSON number, got Double NaN");
    }

    @Test
    void the_deepest_objects_fit_on_the_stack_of_an_ordinary_thread() throws InterruptedException {
        Map<String, Object> deepest = Map.of();
        for (int level = 1; level < 1_000; level++) {
            deepest = Map.of("a", deepest);
        }
        Map<String, Object> context = deepest;
        List<Stage> stages = new ArrayList<>();
        Thread thread = new Thread(
                null,
                () -> stages.add(Stage.builder("s", "wait").context(context).build()),
                "one mebibyte of stack",
                1024 * 1024);
        thread.start();
        thread.join();

        assertThat(stages).hasSize(1);
    }

    @Test
    void nesting_is_bounded() {
        Object value = "deep";
        for (int i = 0; i < 10_000; i++) {
            value = List.of(value);
        }
        Map<String, Object> context = Map.of("nested", value);
        assertThatThrownBy(() -> Stage.builder("s", "wait").context(context).build())
                .hasMessageContaining("context of stage s.nested: expected at most 1000 nested levels");
    }

    @Test
    void a_stage_replaces_the_one_of_its_id_or_comes_last() {
        Execution execution = running("e", running("a", "wait"), running("b", "wait"));
        Stage changed = running("a", "deploy");
        assertThat(execution.withStage(changed).stages())
                .extracting(Stage::type)
                .containsExactly("deploy", "wait");
        assertThat(execution.withStage(running("c", "bake")).stages())
                .extracting(Stage::id)
                .containsExactly("a", "b", "c");
    }

    @Test
    void the_complete_statuses_are_six_and_an_unknown_one_is_not_complete() {
        assertThat(List.of("SUCCEEDED", "FAILED_CONTINUE", "TERMINAL", "CANCELED", "STOPPED", "SKIPPED"))
                .allMatch(name -> ExecutionStatus.of(name).isComplete());
        assertThat(List.of("NOT_STARTED", "RUNNING", "PAUSED", "SUSPENDED", "BUFFERED", "REDIRECT", "HIBERNATING"))
                .noneMatch(name -> ExecutionStatus.of(name).isComplete());
        assertThat(ExecutionStatus.of("HIBERNATING")).hasToString("HIBERNATING");
    }

    @Test
    void a_trigger_names_its_parent_in_either_shape() {
        Execution parent = running("p", running("s", "pipeline"));
        assertThat(Trigger.snapshot(parent, "s").parent()).contains(new StageKey("p", "s"));
        assertThat(Trigger.reference("p", "s").parent()).contains(new StageKey("p", "s"));
    }

    @Test
    void a_trigger_without_a_stage_or_with_impossible_ids_names_no_parent() {
        assertThat(new Trigger("pipeline", running("p"), null, null, Map.of()).parent())
                .isEmpty();
        assertThat(new Trigger("pipelineRef", null, "x".repeat(65), "s", Map.of()).parent())
                .isEmpty();
        assertThat(new Trigger("pipelineRef", null, "p", "", Map.of()).parent()).isEmpty();
        assertThat(Trigger.empty().parent()).isEmpty();
    }

    @Test
    void a_question_is_what_the_context_says_in_either_of_the_shapes_it_has_had() {
        Map<String, Object> context = Map.of(
                "instructions", "Look",
                "judgmentInputs", List.of(Map.of("value", "b"), "a", Map.of("value", 7), Map.of()),
                "selectedStageRoles", List.of("old"));
        assertThat(Question.of(asking(context))).isEqualTo(new Question("Look", List.of("b", "a"), Set.of("old")));
        Map<String, Object> newer = new LinkedHashMap<>(context);
        newer.put("requiredJudgmentRoles", List.of("y", "x", "y"));
        assertThat(Question.of(asking(newer)).requiredRoles()).containsExactly("x", "y");
        Map<String, Object> odd = Map.of("instructions", 5, "judgmentInputs", "a", "requiredJudgmentRoles", Map.of());
        assertThat(Question.of(asking(odd))).isEqualTo(Question.NONE);
        assertThat(Question.of(asking(Map.of("instructions", "")))).isEqualTo(Question.NONE);
    }

    private static Stage asking(Map<String, Object> context) {
        return Stage.builder("s", "manualJudgment").context(context).build();
    }

    @Test
    void a_deadline_is_the_earliest_and_of_equal_ones_the_leafs_and_then_that_of_the_smallest_ids() {
        JudgmentKey key = new JudgmentKey(new StageKey("z", "judge"), 1);
        Judgment patient = new Judgment(key, "app", null, null);
        Judgment hasty = new Judgment(key, "app", null, null, Question.NONE, NOON);
        Ancestor a = new Ancestor(new StageKey("a", "call"), null, null, null, NOON);
        Ancestor b = new Ancestor(new StageKey("b", "call"), null, null, null, NOON);
        Ancestor endless = new Ancestor(new StageKey("c", "call"));
        assertThat(Deadline.earliest(patient, List.of(endless))).isNull();
        assertThat(Deadline.earliest(patient, List.of(b, endless, a))).isEqualTo(new Deadline(NOON, a.stage()));
        assertThat(Deadline.earliest(hasty, List.of(b, a))).isEqualTo(new Deadline(NOON, key.stage()));
        assertThat(Deadline.earliest(hasty, List.of(endless))).isEqualTo(new Deadline(NOON, key.stage()));
    }

    @Test
    void the_longest_waiting_comes_first_and_ties_go_by_execution_then_stage() {
        JudgmentKey late = new JudgmentKey(new StageKey("a", "a"), 2);
        JudgmentKey early = new JudgmentKey(new StageKey("b", "b"), 1);
        JudgmentKey tiedByStage = new JudgmentKey(new StageKey("b", "c"), 1);
        JudgmentKey tiedByExecution = new JudgmentKey(new StageKey("c", "a"), 1);
        assertThat(List.of(late, tiedByExecution, tiedByStage, early).stream().sorted())
                .containsExactly(early, tiedByStage, tiedByExecution, late);
    }

    @Test
    void a_lineage_is_bounded() {
        StageKey key = new StageKey("e", "s");
        assertThat(Lineage.of(Collections.nCopies(1_000, key))).isInstanceOf(Lineage.Known.class);
        assertThatThrownBy(() -> Lineage.of(Collections.nCopies(1_001, key)))
                .hasMessage("lineage from e/s: expected at most 1000 ancestors, got 1001");
    }
}
