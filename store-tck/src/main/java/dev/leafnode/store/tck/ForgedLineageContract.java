package dev.leafnode.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Triggers are user input. These cases have no oracle: which edge of a cycle is refused depends on the order in which its
 * executions were stored, and the interfaces leave open which one it is when a parent is stored after its child.
 */
abstract class ForgedLineageContract extends Contract {

    ForgedLineageContract(Kit kit) {
        super(kit);
    }

    @Test
    void an_execution_that_names_itself_as_its_parent_is_a_root() {
        saved("self", Trigger.reference("self", "call"), Stages.pipeline("call"), Stages.judgment("judge"));
        Judgment judgment = opened(judge("self", 1));
        assertThat(showing("self")).isEmpty();
        assertThat(waiting()).singleElement().satisfies(waiting -> {
            assertThat(waiting.judgment()).isEqualTo(judgment);
            assertThat(waiting.path()).isEmpty();
        });
        assertThat(blocking("self")).containsExactly(judgment);
    }

    @Test
    void an_execution_whose_stage_watches_itself_is_a_root() {
        saved("self", naming("self"), Stages.judgment("judge"));
        executions().saveStage("self", naming("self"));
        opened(judge("self", 1));
        assertThat(showing("self")).isEmpty();
    }

    @Test
    void a_cycle_of_three_ends_where_it_would_close() {
        for (List<String> order : List.of(List.of("a", "b", "c"), List.of("c", "b", "a"), List.of("b", "a", "c"))) {
            String tree = String.join("", order) + "-";
            Map<String, String> parents = Map.of("a", "c", "b", "a", "c", "b");
            for (String id : order) {
                saved(
                        tree + id,
                        Trigger.reference(tree + parents.get(id), "call"),
                        Stages.pipeline("call"),
                        Stages.judgment("judge"));
            }
            isChainOfThree(tree + "a", tree + "b", tree + "c");
        }
    }

    @Test
    void a_watching_stage_that_would_close_a_cycle_watches_nothing() {
        chain("a", "b", "c");
        executions().saveStage("c", naming("a"));
        isChainOfThree("a", "b", "c");
        assertThat(showing("a", "b", "c")).containsExactly(call("a"), call("b"));
    }

    /** One edge of the cycle is refused, so that two of the executions have one or two others below them. */
    private void isChainOfThree(String... ids) {
        for (String id : ids) {
            opened(judge(id, 1));
        }
        assertThat(judgments().links(List.of(ids)))
                .extracting(JudgmentLink::count)
                .as("how many judgments show on the stages of %s", List.of(ids))
                .containsExactlyInAnyOrder(1, 2);
        assertThat(waiting())
                .filteredOn(waiting -> List.of(ids).contains(execution(waiting)))
                .hasSize(ids.length)
                .allSatisfy(waiting -> assertThat(waiting.path())
                        .extracting(StageKey::executionId)
                        .doesNotHaveDuplicates()
                        .doesNotContain(execution(waiting)));
    }

    private static String execution(Shown waiting) {
        return waiting.judgment().key().stage().executionId();
    }

    @Test
    void a_trigger_that_names_what_can_be_no_id_makes_a_root() {
        for (String forged : List.of("", "x".repeat(65), "x".repeat(10_000), "line\nbreak")) {
            saved("leaf", Trigger.reference(forged, "call"), Stages.judgment("judge"));
            saved("leaf 2", Trigger.reference("leaf", forged), Stages.judgment("judge"));
            opened(judge("leaf", 1));
            opened(judge("leaf 2", 2));
            assertThat(waiting())
                    .allSatisfy(waiting -> assertThat(waiting.path()).isEmpty());
            executions().delete("leaf");
            executions().delete("leaf 2");
        }
    }

    @Test
    @Tag("heavy")
    void ancestors_beyond_the_limit_are_not_followed() {
        int depth = Lineage.MAX_DEPTH + 5;
        List<String> ids = new ArrayList<>();
        Trigger trigger = Trigger.empty();
        for (int level = 0; level < depth; level++) {
            saved("P" + level, trigger, Stages.pipeline("call"));
            trigger = Trigger.reference("P" + level, "call");
            ids.add("P" + level);
        }
        saved("leaf", trigger, Stages.judgment("judge"));
        Judgment judgment = opened(judge("leaf", 1));
        assertThat(judgments().links(ids)).hasSize(Lineage.MAX_DEPTH);
        assertThat(showing("P4")).isEmpty();
        assertThat(showing("P5")).containsExactly(call("P5"));
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path())
                        .hasSize(Lineage.MAX_DEPTH)
                        .startsWith(call("P5"))
                        .endsWith(call("P" + (depth - 1))));
        assertThat(judgments().close(judgment.key(), at(2))).isTrue();
        assertThat(judgments().links(ids)).isEmpty();
    }

    private static Stage naming(String executionId) {
        return Stages.ofType("monitorPipeline", "watch").toBuilder()
                .status(ExecutionStatus.RUNNING)
                .context(Map.of("executionIds", List.of(executionId)))
                .build();
    }
}
