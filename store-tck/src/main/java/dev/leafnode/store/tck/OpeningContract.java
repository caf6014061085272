package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code open} promises. */
abstract class OpeningContract extends Contract {

    OpeningContract(Kit kit) {
        super(kit);
    }

    @Test
    void open_links_every_ancestor_that_waits_now() {
        chain("root", "middle", "leaf");
        Judgment judgment = opened(judge("leaf", 1));
        assertThat(judgments().links(List.of("root", "middle", "leaf")))
                .containsExactlyInAnyOrder(
                        new JudgmentLink(call("root"), judgment, 1), new JudgmentLink(call("middle"), judgment, 1));
        assertThat(inbox()).containsExactly(judgment);
    }

    @Test
    void open_links_up_to_the_first_stage_that_does_not_wait() {
        chain("top", "root", "middle", "low", "leaf");
        executions().saveStage("root", Stages.ended(Stages.pipeline("call"), ExecutionStatus.SKIPPED, at(0)));
        opened(judge("leaf", 1));
        assertThat(showing("top", "root", "middle", "low")).containsExactly(call("low"), call("middle"));
    }

    @Test
    void open_links_up_to_the_first_stage_that_is_not_there() {
        chain("top", "root", "middle", "leaf");
        executions().save(execution("root", Trigger.reference("top", "call"), Stages.judgment("judge")));
        opened(judge("leaf", 1));
        assertThat(showing("top", "root", "middle")).containsExactly(call("middle"));
    }

    @Test
    void open_links_up_to_the_first_execution_that_is_complete() {
        chain("top", "root", "middle", "leaf");
        Execution root = execution("root", Trigger.reference("top", "call"), Stages.pipeline("call"));
        executions().save(root.toBuilder().status(ExecutionStatus.CANCELED).build());
        opened(judge("leaf", 1));
        assertThat(showing("top", "root", "middle")).containsExactly(call("middle"));
    }

    @Test
    void opening_a_judgment_that_is_open_changes_nothing() {
        chain("root", "leaf");
        Judgment judgment = opened(judge("leaf", 1));
        assertThat(opens(judgment)).isFalse();
        assertThat(inbox()).containsExactly(judgment);
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), judgment, 1));
        Judgment renamed = new Judgment(judgment.key(), "another app", "another pipeline", null);
        assertThat(opens(renamed)).isFalse();
        assertThat(inbox()).containsExactly(judgment);
    }

    @Test
    void opening_a_judgment_that_is_open_adds_the_links_that_are_missing() {
        chain("top", "root", "leaf");
        Judgment judgment = opened(judge("leaf", 1));
        judgments().cut(call("root"), at(2));
        assertThat(showing("top", "root")).isEmpty();
        assertThat(opens(judgment)).isFalse();
        assertThat(showing("top", "root")).containsExactly(call("root"), call("top"));
        assertThat(shownOn(call("top"))).contains(new JudgmentLink(call("top"), judgment, 1));
    }

    @Test
    void opening_with_a_stored_lineage_changes_nothing_when_the_execution_is_not_stored() {
        chain("root");
        assertThat(opens(judge("leaf", 1))).isFalse();
        assertThat(inbox()).isEmpty();
        saved("leaf", Trigger.reference("root", "call"), Stages.judgment("judge"));
        executions().delete("leaf");
        assertThat(opens(judge("leaf", 1))).isFalse();
        assertThat(inbox()).isEmpty();
        assertThat(showing("root")).isEmpty();
    }

    @Test
    void the_attempt_in_which_the_stage_waits_as_stored_counts_as_later_than_any_other() {
        chain("root", "leaf");
        opened(judge("leaf", 5));
        Judgment stored = opened(judge("leaf", 0));
        assertThat(inbox()).containsExactly(stored);
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), stored, 1));
        assertThat(opens(judge("leaf", 6))).isFalse();
        assertThat(inbox()).containsExactly(stored);
    }

    @Test
    void the_attempt_in_which_the_stage_waits_as_stored_opens_after_another_was_closed() {
        chain("root", "leaf");
        judgments().close(opened(judge("leaf", 5)).key(), at(6));
        Judgment stored = opened(judge("leaf", 0));
        assertThat(inbox()).containsExactly(stored);
        judgments().close(stored.key(), at(7));
        assertThat(opens(stored)).isFalse();
        assertThat(inbox()).isEmpty();
    }

    @Test
    void no_attempt_opens_after_another_is_known_when_the_stage_does_not_wait_as_stored() {
        chain("root", "leaf");
        judgments().close(opened(judge("leaf", 0)).key(), at(1));
        executions()
                .saveStage(
                        "leaf",
                        Stages.ended(
                                Stages.running(Stages.judgment("judge"), at(0)), ExecutionStatus.SUCCEEDED, at(1)));
        assertThat(opens(judge("leaf", 5)))
                .as("the late open of an attempt before, by a clock that is ahead")
                .isFalse();
        assertThat(inbox()).isEmpty();
        executions().saveStage("leaf", Stages.running(Stages.judgment("judge"), at(7)));
        assertThat(opens(judge("leaf", 7))).isTrue();
    }

    @Test
    void opening_a_judgment_that_was_closed_changes_nothing() {
        chain("root", "leaf");
        Judgment judgment = opened(judge("leaf", 1));
        judgments().close(judgment.key(), at(2));
        assertThat(opens(judgment)).isFalse();
        assertThat(inbox()).isEmpty();
        assertThat(showing("root")).isEmpty();
    }

    @Test
    void a_later_attempt_opens_anew_after_an_earlier_one_was_closed() {
        chain("root", "leaf");
        judgments().close(opened(judge("leaf", 1)).key(), at(2));
        Judgment second = opened(judge("leaf", 3));
        assertThat(inbox()).containsExactly(second);
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), second, 1));
    }

    @Test
    void opening_an_attempt_closes_earlier_attempts_of_the_same_stage() {
        chain("root", "leaf");
        Judgment first = opened(judge("leaf", 1));
        Judgment other = opened(judgment(key("leaf", "other judge"), 1));
        Judgment second = opened(judge("leaf", 2));
        assertThat(inbox()).containsExactly(other, second);
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), other, 2));
        assertThat(judgments().close(first.key(), at(3))).isFalse();
        assertThat(inbox()).containsExactly(other, second);
        assertThat(opens(first)).isFalse();
    }

    @Test
    void opening_an_attempt_changes_nothing_when_a_later_one_is_open() {
        chain("root", "leaf");
        Judgment second = opened(judge("leaf", 2));
        assertThat(opens(judge("leaf", 1))).isFalse();
        assertThat(inbox()).containsExactly(second);
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), second, 1));
    }

    @Test
    void opening_an_attempt_changes_nothing_when_a_later_one_was_closed() {
        chain("root", "leaf");
        judgments().close(opened(judge("leaf", 2)).key(), at(3));
        assertThat(opens(judge("leaf", 1))).isFalse();
        assertThat(inbox()).isEmpty();
    }

    @Test
    void opening_a_judgment_changes_nothing_when_its_execution_is_stored_as_complete() {
        for (ExecutionStatus status : List.of(
                ExecutionStatus.SUCCEEDED,
                ExecutionStatus.FAILED_CONTINUE,
                ExecutionStatus.TERMINAL,
                ExecutionStatus.CANCELED,
                ExecutionStatus.STOPPED,
                ExecutionStatus.SKIPPED)) {
            saved(execution("leaf", Trigger.empty(), Stages.judgment("judge")).toBuilder()
                    .status(status)
                    .build());
            assertThat(opens(judge("leaf", 1)))
                    .as("open in an execution that is %s", status)
                    .isFalse();
        }
        assertThat(inbox()).isEmpty();
    }

    @Test
    void a_judgment_opens_in_an_execution_of_any_status_that_is_not_complete() {
        int attempt = 0;
        for (String status : List.of("NOT_STARTED", "RUNNING", "PAUSED", "SUSPENDED", "BUFFERED", "REDIRECT", "NEW")) {
            saved(execution("leaf", Trigger.empty(), Stages.judgment("judge")).toBuilder()
                    .status(ExecutionStatus.of(status))
                    .build());
            opened(judge("leaf", ++attempt));
        }
    }

    @Test
    void open_with_known_ancestors_links_executions_that_no_repository_keeps() {
        Judgment judgment = judge("leaf", 1);
        assertThat(judgments().open(judgment, Lineage.of(List.of(call("parent"), call("root")))))
                .isTrue();
        assertThat(judgments().open(judgment, Lineage.of(List.of()))).isFalse();
        assertThat(judgments().links(List.of("parent", "root", "leaf")))
                .containsExactlyInAnyOrder(
                        new JudgmentLink(call("parent"), judgment, 1), new JudgmentLink(call("root"), judgment, 1));
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).containsExactly(call("root"), call("parent")));
        assertThat(blocking("root")).containsExactly(judgment);
        assertThat(judgments().close(judgment.key(), at(2))).isTrue();
        assertThat(showing("parent", "root")).isEmpty();
        assertThat(judgments().open(judgment, Lineage.of(List.of(call("parent")))))
                .isFalse();
    }

    @Test
    void open_with_known_ancestors_links_as_many_as_a_lineage_may_hold() {
        List<String> ids = IntStream.range(0, Lineage.MAX_DEPTH)
                .mapToObj(level -> "P" + level)
                .toList();
        Lineage lineage = Lineage.of(ids.stream().map(Contract::call).toList());
        assertThat(judgments().open(judge("leaf", 1), lineage)).isTrue();
        assertThat(judgments().links(ids)).hasSize(Lineage.MAX_DEPTH);
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting ->
                        assertThat(waiting.path()).hasSize(Lineage.MAX_DEPTH).endsWith(call("P0")));
    }

    @Test
    void open_with_known_ancestors_stops_at_one_that_is_stored_and_does_not_wait() {
        Stage ended = Stages.ended(Stages.pipeline("call"), ExecutionStatus.TERMINAL, at(0));
        saved(execution("parent", Trigger.empty()).withStage(ended));
        judgments().open(judge("leaf", 1), Lineage.of(List.of(call("low"), call("parent"), call("root"))));
        assertThat(showing("low", "parent", "root")).containsExactly(call("low"));
    }
}
