package dev.leafnode.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code cut} promises. */
abstract class CuttingContract extends Contract {

    CuttingContract(Kit kit) {
        super(kit);
    }

    @Test
    void judgments_below_a_stage_that_is_cut_show_neither_on_it_nor_on_any_stage_above_it() {
        chain("top", "root", "middle", "low", "leaf");
        opened(judge("leaf", 1));
        assertThat(judgments().cut(call("middle"), at(2))).isTrue();
        assertThat(showing("top", "root", "middle", "low")).containsExactly(call("low"));
    }

    @Test
    void judgments_below_a_stage_that_is_cut_stay_open() {
        chain("top", "root", "middle", "leaf");
        Judgment judgment = opened(judge("leaf", 1));
        judgments().cut(call("root"), at(2));
        assertThat(inbox()).containsExactly(judgment);
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).containsExactly(call("middle")));
        judgments().cut(call("middle"), at(3));
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).isEmpty());
        assertThat(opens(judgment)).isFalse();
        assertThat(judgments().close(judgment.key(), at(4))).isTrue();
    }

    @Test
    void judgments_of_the_executions_above_and_beside_the_cut_still_show() {
        chain("top", "root", "middle", "leaf");
        saved("beside", Trigger.reference("top", "call"), Stages.judgment("judge"));
        opened(judge("leaf", 1));
        Judgment beside = opened(judge("beside", 2));
        opened(judge("root", 3));
        judgments().cut(call("root"), at(4));
        assertThat(shownOn(call("top"))).contains(new JudgmentLink(call("top"), beside, 2));
        assertThat(shownOn(call("root"))).isEmpty();
    }

    @Test
    void a_cut_reaches_judgments_that_began_to_wait_at_its_time_and_none_that_began_later() {
        chain("top", "root", "leaf");
        opened(judge("leaf", 1));
        opened(judgment(Stages.key("leaf", "second"), 2));
        Judgment third = opened(judgment(Stages.key("leaf", "third"), 3));
        judgments().cut(call("root"), at(2));
        for (String execution : List.of("top", "root")) {
            assertThat(shownOn(call(execution))).contains(new JudgmentLink(call(execution), third, 1));
        }
        assertThat(inbox()).hasSize(3);
    }

    @Test
    void judgments_still_show_where_another_way_leads() {
        chain("top", "root", "leaf");
        saved("watcher", Trigger.reference("top", "call"), Stages.ofType("monitorPipeline", "watch"));
        StageKey watch = Stages.key("watcher", "watch");
        executions().saveStage("watcher", watching("leaf"));
        Judgment judgment = opened(judge("leaf", 1));
        judgments().cut(call("root"), at(2));
        assertThat(showing("root", "watcher", "top")).containsExactly(call("top"), watch);
        assertThat(shownOn(call("top"))).contains(new JudgmentLink(call("top"), judgment, 1));
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).containsExactly(call("top"), watch));
        executions().saveStage("watcher", Stages.ended(watching("leaf"), ExecutionStatus.CANCELED, at(3)));
        judgments().cut(watch, at(3));
        assertThat(showing("root", "watcher", "top")).isEmpty();
    }

    @Test
    void cut_says_whether_anything_showed_on_the_stage() {
        chain("root", "leaf");
        assertThat(judgments().cut(call("root"), at(1))).isFalse();
        opened(judge("leaf", 2));
        assertThat(judgments().cut(call("leaf"), at(3))).isFalse();
        assertThat(judgments().cut(Stages.key("root", "not there"), at(3))).isFalse();
        assertThat(judgments().cut(Stages.key("not there", "call"), at(3))).isFalse();
        assertThat(judgments().cut(call("root"), at(3))).isTrue();
        assertThat(judgments().cut(call("root"), at(3))).isFalse();
    }

    @Test
    void a_cut_of_another_stage_of_the_same_execution_changes_nothing() {
        saved("root", Stages.pipeline("call"), Stages.pipeline("other call"));
        saved("leaf", Trigger.reference("root", "call"), Stages.judgment("judge"));
        opened(judge("leaf", 1));
        judgments().cut(Stages.key("root", "other call"), at(2));
        assertThat(showing("root")).containsExactly(call("root"));
    }

    @Test
    void a_cut_way_through_executions_that_no_repository_keeps_is_cut() {
        Judgment judgment = judge("leaf", 1);
        judgments().open(judgment, Lineage.of(List.of(call("low"), call("middle"), call("top"))));
        assertThat(judgments().cut(call("middle"), at(2))).isTrue();
        assertThat(showing("low", "middle", "top")).containsExactly(call("low"));
        assertThat(inbox()).containsExactly(judgment);
    }

    @Test
    void a_judgment_that_opens_after_a_cut_shows_on_a_stage_that_waits_again() {
        chain("top", "root", "leaf");
        opened(judge("leaf", 1));
        judgments().cut(call("root"), at(2));
        saved("new leaf", Trigger.reference("root", "call"), Stages.judgment("judge"));
        Judgment judgment = opened(judge("new leaf", 3));
        for (String execution : List.of("top", "root")) {
            assertThat(shownOn(call(execution))).contains(new JudgmentLink(call(execution), judgment, 1));
        }
    }

    @Test
    void a_stage_that_waits_again_keeps_the_way_through_the_execution_it_names() {
        chain("top", "root", "leaf");
        executions().saveStage("root", calling("new leaf"));
        saved("new leaf", Trigger.reference("root", "call"), Stages.judgment("judge"));
        Judgment judgment = opened(judge("new leaf", 1));
        assertThat(judgments().cut(call("root"), at(2))).isFalse();
        assertThat(shownOn(call("top"))).contains(new JudgmentLink(call("top"), judgment, 1));
        executions().saveStage("root", Stages.ended(calling("new leaf"), ExecutionStatus.TERMINAL, at(3)));
        judgments().cut(call("root"), at(3));
        assertThat(showing("top", "root")).isEmpty();
    }

    private Stage calling(String executionId) {
        return Stages.running(Stages.pipeline("call"), at(0)).toBuilder()
                .context(Map.of("executionId", executionId))
                .build();
    }

    private static Stage watching(String executionId) {
        return Stages.ofType("monitorPipeline", "watch").toBuilder()
                .status(ExecutionStatus.RUNNING)
                .context(Map.of("executionIds", List.of(executionId)))
                .build();
    }
}
