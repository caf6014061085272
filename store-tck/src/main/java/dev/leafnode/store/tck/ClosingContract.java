package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code close} promises. */
abstract class ClosingContract extends Contract {

    ClosingContract(Kit kit) {
        super(kit);
    }

    @Test
    void a_closed_judgment_shows_nowhere() {
        chain("root", "middle", "leaf");
        Judgment judgment = opened(judge("leaf", 1));
        assertThat(judgments().close(judgment.key(), at(2))).isTrue();
        assertThat(showing("root", "middle", "leaf")).isEmpty();
        assertThat(inbox()).isEmpty();
        assertThat(blocking("root")).isEmpty();
        assertThat(blocking("leaf")).isEmpty();
    }

    @Test
    void close_says_whether_one_of_the_attempts_was_open() {
        chain("root", "leaf");
        Judgment judgment = opened(judge("leaf", 1));
        assertThat(judgments().close(judgment.key(), at(2))).isTrue();
        assertThat(judgments().close(judgment.key(), at(2))).isFalse();
        assertThat(judgments().close(judge("leaf", 5).key(), at(6))).isFalse();
        opened(judge("leaf", 7));
        assertThat(judgments().close(judge("leaf", 8).key(), at(9))).isTrue();
    }

    @Test
    void close_closes_all_earlier_attempts_of_the_stage_and_none_of_another() {
        chain("root", "leaf");
        opened(judge("leaf", 1));
        Judgment ofOtherStage = opened(judgment(key("leaf", "other judge"), 1));
        Judgment ofOtherExecution = opened(judge("root", 1));
        assertThat(judgments().close(judge("leaf", 3).key(), at(4))).isTrue();
        assertThat(inbox()).containsExactly(ofOtherStage, ofOtherExecution);
        assertThat(opens(judge("leaf", 2))).isFalse();
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), ofOtherStage, 1));
    }

    @Test
    void close_leaves_a_later_attempt_open() {
        chain("root", "leaf");
        opened(judge("leaf", 1));
        Judgment second = opened(judge("leaf", 2));
        assertThat(judgments().close(judge("leaf", 1).key(), at(3))).isFalse();
        assertThat(inbox()).containsExactly(second);
        assertThat(showing("root")).containsExactly(call("root"));
    }

    @Test
    void close_of_another_attempt_leaves_the_one_open_in_which_the_stage_waits_as_stored() {
        chain("root", "leaf");
        Judgment stored = opened(judge("leaf", 0));
        assertThat(judgments().close(judge("leaf", 3).key(), at(4))).isFalse();
        assertThat(inbox()).containsExactly(stored);
        assertThat(showing("root")).containsExactly(call("root"));
        assertThat(judgments().close(stored.key(), at(4))).isTrue();
        assertThat(inbox()).isEmpty();
    }

    @Test
    void an_attempt_that_was_never_opened_is_recorded_as_closed() {
        chain("root", "leaf");
        assertThat(judgments().close(judge("leaf", 5).key(), at(6))).isFalse();
        assertThat(opens(judge("leaf", 5))).as("its late open").isFalse();
        assertThat(opens(judge("leaf", 4)))
                .as("the late open of an earlier attempt")
                .isFalse();
        assertThat(inbox()).isEmpty();
        Judgment later = opened(judge("leaf", 7));
        assertThat(inbox()).containsExactly(later);
    }

    @Test
    void a_judgment_of_an_execution_that_no_repository_keeps_is_recorded_as_closed() {
        assertThat(judgments().close(judge("leaf", 5).key(), at(6))).isFalse();
        assertThat(judgments().open(judge("leaf", 5), Lineage.of(List.of(call("root")))))
                .isFalse();
        assertThat(showing("root")).isEmpty();
        assertThat(inbox()).isEmpty();
    }

    @Test
    void an_attempt_at_the_beginning_of_time_is_an_attempt() {
        Judgment judgment = new Judgment(new JudgmentKey(key("leaf", "judge"), 0), "app", null, null);
        assertThat(judgments().open(judgment, Lineage.of(List.of(call("root")))))
                .isTrue();
        assertThat(inbox()).containsExactly(judgment);
        assertThat(judgments().close(judgment.key(), at(0))).isTrue();
        assertThat(inbox()).isEmpty();
    }
}
