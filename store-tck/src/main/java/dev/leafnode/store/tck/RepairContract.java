package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.SyntheticStageOwner;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.Repairs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code repair} promises. */
abstract class RepairContract extends Contract {

    RepairContract(Kit kit) {
        super(kit);
    }

    @Test
    void nothing_is_repaired_where_everything_is_right() {
        waitingChain("top", "root", "leaf");
        opened(judge("leaf", 0));
        assertThat(repair()).isEqualTo(Repairs.NONE);
        assertThat(showing("top", "root")).containsExactly(call("root"), call("top"));
    }

    @Test
    void what_is_open_and_no_longer_waits_is_closed() {
        waitingChain("root", "leaf");
        Judgment judgment = opened(judge("leaf", 0));
        executions().saveStage("leaf", Stages.ended(judgeStage(), ExecutionStatus.SUCCEEDED, at(5)));
        assertThat(repair().closed()).isEqualTo(1);
        assertThat(inbox()).isEmpty();
        assertThat(showing("root")).isEmpty();
        assertThat(opens(judgment)).as("its late open").isFalse();
        assertThat(repair()).isEqualTo(Repairs.NONE);
    }

    @Test
    void a_judgment_of_an_execution_that_is_complete_is_closed() {
        Execution leaf = waitingChain("root", "leaf");
        opened(judge("leaf", 0));
        executions().save(leaf.toBuilder().status(ExecutionStatus.CANCELED).build());
        assertThat(repair().closed()).isEqualTo(1);
        assertThat(inbox()).isEmpty();
    }

    @Test
    void a_judgment_of_an_execution_that_is_paused_stays_open() {
        Execution leaf = waitingChain("root", "leaf");
        Judgment judgment = opened(judge("leaf", 0));
        executions().save(leaf.toBuilder().status(ExecutionStatus.PAUSED).build());
        assertThat(repair()).isEqualTo(Repairs.NONE);
        assertThat(waiting()).containsExactly(new Shown(judgment, List.of(call("root")), true));
        assertThat(showing("root")).containsExactly(call("root"));
    }

    @Test
    void an_attempt_that_is_not_the_one_the_stage_is_in_is_closed() {
        waitingChain("root", "leaf");
        Judgment first = opened(judge("leaf", 0));
        executions().saveStage("leaf", Stages.running(Stages.judgment("judge"), at(7)));
        assertThat(repair()).isEqualTo(new Repairs(1, 1, 0, 0, 0));
        assertThat(waiting()).containsExactly(new Shown(judge("leaf", 7), List.of(call("root"))));
        assertThat(opens(first)).as("the late open of the first attempt").isFalse();
        assertThat(repair()).isEqualTo(Repairs.NONE);
    }

    @Test
    void what_waits_and_is_not_open_is_opened_and_shows() {
        waitingChain("top", "root", "leaf");
        assertThat(repair().opened()).isEqualTo(1);
        assertThat(inbox()).containsExactly(judge("leaf", 0));
        assertThat(shownOn(call("top"))).contains(new JudgmentLink(call("top"), judge("leaf", 0), 1));
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), judge("leaf", 0), 1));
        assertThat(repair()).isEqualTo(Repairs.NONE);
    }

    @Test
    void several_judgments_of_one_execution_that_wait_and_are_not_open_are_opened_and_show() {
        waitingChain("root", "leaf");
        executions().saveStage("leaf", Stages.running(Stages.judgment("other judge"), at(1)));
        assertThat(repair().opened()).isEqualTo(2);
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), judge("leaf", 0), 2));
        assertThat(repair()).isEqualTo(Repairs.NONE);
    }

    @Test
    void a_judgment_that_a_window_holds_up_or_whose_tasks_are_all_done_does_not_wait() {
        Stage window = Stages.synthetic(
                Stages.ofType("restrictExecutionDuringTimeWindow", "window"),
                SyntheticStageOwner.STAGE_BEFORE,
                "judge");
        saved("held up", Stages.judgment("judge"), window);
        saved(
                "nothing to hold up",
                Stages.judgment("judge"),
                window.toBuilder().parentStageId("other").build());
        Stage done = Stages.ended(judgeStage(), ExecutionStatus.SUCCEEDED, at(3)).toBuilder()
                .status(ExecutionStatus.RUNNING)
                .endTime(null)
                .build();
        executions().save(execution("done", Trigger.empty()).withStage(done));
        repair();
        assertThat(inbox()).containsExactly(judge("nothing to hold up", 0));
        executions()
                .saveStage("held up", Stages.ended(Stages.running(window, at(1)), ExecutionStatus.SUCCEEDED, at(2)));
        repair();
        assertThat(inbox()).containsExactly(judge("held up", 0), judge("nothing to hold up", 0));
    }

    @Test
    void an_attempt_that_was_closed_and_waits_as_stored_is_opened() {
        waitingChain("root", "leaf");
        Judgment judgment = opened(judge("leaf", 0));
        judgments().close(judgment.key(), at(2));
        assertThat(repair().opened()).isEqualTo(1);
        assertThat(inbox()).containsExactly(judgment);
        assertThat(showing("root")).containsExactly(call("root"));
        assertThat(judgments().close(judgment.key(), at(3))).isTrue();
    }

    @Test
    void a_way_that_was_cut_is_followed_again_when_its_stages_wait() {
        waitingChain("top", "root", "leaf");
        Judgment judgment = opened(judge("leaf", 0));
        judgments().cut(call("root"), at(2));
        repair();
        assertThat(waiting()).contains(new Shown(judgment, List.of(call("top"), call("root"))));
        assertThat(repair()).isEqualTo(Repairs.NONE);
    }

    @Test
    void a_way_that_was_cut_is_followed_again_beside_another_one_through_the_same_stages() {
        waitingChain("root", "middle", "leaf");
        Judgment judgment = opened(judge("leaf", 0));
        judgments().cut(call("root"), at(2));
        Stage watch = Stage.builder("watch", "monitorPipeline")
                .context(Map.of("executionIds", List.of("leaf")))
                .build();
        executions().saveStage("middle", Stages.running(watch, at(3)));
        repair();
        assertThat(waiting()).containsExactly(new Shown(judgment, List.of(call("root"), call("middle"))));
        assertThat(repair()).isEqualTo(Repairs.NONE);
    }

    @Test
    void links_on_stages_that_wait_no_more_go() {
        waitingChain("top", "root", "leaf");
        opened(judge("leaf", 0));
        executions().saveStage("root", Stages.ended(Stages.pipeline("call"), ExecutionStatus.TERMINAL, at(4)));
        assertThat(repair().unlinked()).isPositive();
        assertThat(showing("top", "root")).isEmpty();
        assertThat(repair()).isEqualTo(Repairs.NONE);
    }

    @Test
    void a_judgment_opened_with_a_known_lineage_is_left_alone_when_its_execution_is_not_stored() {
        Judgment judgment = judge("elsewhere", 0);
        judgments().open(judgment, Lineage.of(List.of(call("parent"), call("root"))));
        assertThat(repair()).isEqualTo(Repairs.NONE);
        assertThat(waiting()).containsExactly(new Shown(judgment, List.of(call("root"), call("parent"))));
    }

    @Test
    void what_was_closed_long_ago_is_forgotten() {
        waitingChain("root", "leaf");
        executions().saveStage("leaf", Stages.ended(judgeStage(), ExecutionStatus.SKIPPED, at(1)));
        Judgment old = opened(judgment(key("leaf", "old"), 1));
        Judgment young = opened(judgment(key("leaf", "young"), 1));
        judgments().close(old.key(), at(9));
        judgments().close(young.key(), at(10));
        assertThat(judgments().repair(at(20), at(10), 100).forgotten()).isEqualTo(1);
        assertThat(judgments().repair(at(20), at(10), 100)).isEqualTo(Repairs.NONE);
        assertThat(opens(young)).isFalse();
        assertThat(opens(old)).as("what is forgotten may open again").isTrue();
    }

    @Test
    void what_a_repair_closes_is_remembered_from_its_time_on() {
        waitingChain("root", "leaf");
        opened(judge("leaf", 0));
        executions().saveStage("leaf", Stages.ended(judgeStage(), ExecutionStatus.SUCCEEDED, at(2)));
        judgments().repair(at(20), at(10), 100);
        assertThat(judgments().repair(at(21), at(20), 100).forgotten()).isZero();
        assertThat(judgments().repair(at(21), at(21), 100).forgotten()).isEqualTo(1);
    }

    @Test
    void each_kind_of_repair_is_made_so_many_times_at_the_most() {
        for (int i = 0; i < 5; i++) {
            saved("leaf " + i, Stages.judgment("judge"));
        }
        assertThat(judgments().repair(at(20), at(0), 2).opened()).isEqualTo(2);
        assertThat(inbox()).hasSize(2);
        assertThat(judgments().repair(at(20), at(0), 2).opened()).isEqualTo(2);
        assertThat(judgments().repair(at(20), at(0), 2).opened()).isEqualTo(1);
        assertThat(inbox()).hasSize(5);
        for (int i = 0; i < 5; i++) {
            executions().saveStage("leaf " + i, Stages.ended(judgeStage(), ExecutionStatus.SUCCEEDED, at(2)));
        }
        assertThat(judgments().repair(at(20), at(0), 3).closed()).isEqualTo(3);
        assertThat(judgments().repair(at(20), at(0), 3).closed()).isEqualTo(2);
        assertThat(inbox()).isEmpty();
    }

    /** Saves a chain, root first, at whose end a human is awaited since the start; returns the last execution. */
    private Execution waitingChain(String... ids) {
        Trigger trigger = Trigger.empty();
        for (String id : List.of(ids).subList(0, ids.length - 1)) {
            saved(id, trigger, Stages.pipeline("call"));
            trigger = Trigger.reference(id, "call");
        }
        return saved(ids[ids.length - 1], trigger, Stages.judgment("judge"));
    }

    private Stage judgeStage() {
        return Stages.running(Stages.judgment("judge"), at(0));
    }

    private Repairs repair() {
        return judgments().repair(at(100), at(-1), 100);
    }
}
