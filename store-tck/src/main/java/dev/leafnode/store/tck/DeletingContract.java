package dev.leafnode.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.ExecutionQuery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code delete} promises. */
abstract class DeletingContract extends Contract {

    DeletingContract(Kit kit) {
        super(kit);
    }

    @Test
    void delete_removes_an_execution_and_its_stages_and_says_whether_it_was_stored() {
        saved("other", Stages.pipeline("a"));
        saved("p", Stages.pipeline("a"));
        assertThat(executions().delete("p")).isTrue();
        assertThat(executions().delete("p")).isFalse();
        assertThat(executions().delete("not there")).isFalse();
        assertThat(executions().find("p")).isEmpty();
        assertThat(executions().search(ExecutionQuery.all()).executions())
                .singleElement()
                .satisfies(found -> assertThat(found.id()).isEqualTo("other"));
    }

    @Test
    void delete_removes_the_judgments_of_an_execution() {
        chain("root", "leaf");
        opened(judge("leaf", 1));
        Judgment other = opened(judge("root", 2));
        executions().delete("leaf");
        assertThat(inbox()).containsExactly(other);
        assertThat(showing("root", "leaf")).isEmpty();
        assertThat(blocking("root")).containsExactly(other);
        assertThat(blocking("leaf")).isEmpty();
        assertThat(judgments().close(judge("leaf", 1).key(), at(3))).isFalse();
    }

    @Test
    void delete_removes_every_link_on_an_execution() {
        chain("root", "leaf");
        Judgment judgment = opened(judge("leaf", 1));
        executions().delete("root");
        assertThat(judgments().links(List.of("root", "leaf"))).isEmpty();
        assertThat(inbox()).containsExactly(judgment);
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).isEmpty());
    }

    @Test
    void delete_cuts_the_ways_through_an_execution() {
        chain("top", "middle", "low", "leaf");
        Judgment judgment = opened(judge("leaf", 1));
        executions().delete("middle");
        assertThat(showing("top", "middle", "low")).containsExactly(call("low"));
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).containsExactly(call("low")));
        assertThat(blocking("top")).isEmpty();
        assertThat(blocking("low")).containsExactly(judgment);
    }

    @Test
    void a_judgment_that_opens_below_a_deleted_execution_shows_up_to_there() {
        chain("top", "middle", "low", "leaf");
        executions().delete("middle");
        Judgment judgment = opened(judge("leaf", 1));
        assertThat(showing("top", "middle", "low")).containsExactly(call("low"));
        assertThat(shownOn(call("low"))).contains(new JudgmentLink(call("low"), judgment, 1));
    }

    @Test
    void an_id_may_be_used_again_after_a_delete() {
        chain("root", "leaf");
        opened(judge("leaf", 5));
        executions().delete("leaf");
        saved("leaf", Trigger.reference("root", "call"), Stages.judgment("judge"));
        assertThat(inbox()).isEmpty();
        Judgment judgment = opened(judge("leaf", 6));
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), judgment, 1));
    }
}
