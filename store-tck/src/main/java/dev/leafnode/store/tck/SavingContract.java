package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.UnknownExecutionException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code save} and {@code saveStage} promise. */
abstract class SavingContract extends Contract {

    SavingContract(Kit kit) {
        super(kit);
    }

    @Test
    void save_stores_an_execution_with_all_its_stages_in_their_order() {
        Stage[] stages = IntStream.range(0, 120)
                .mapToObj(i -> Stages.ofType("wait", "s" + (i * 37) % 120))
                .toArray(Stage[]::new);
        Execution execution = saved("p", stages);
        assertThat(executions().find("p")).contains(execution);
    }

    @Test
    void save_stores_an_execution_without_stages() {
        Execution execution = saved("p");
        assertThat(executions().find("p")).contains(execution);
    }

    @Test
    void save_replaces_what_is_stored_under_the_id() {
        saved("p", Stages.ofType("wait", "a"), Stages.ofType("wait", "b"), Stages.ofType("wait", "c"));
        Execution other = Execution.builder("p", "another app")
                .name("another pipeline")
                .status(ExecutionStatus.PAUSED)
                .buildTime(at(5))
                .trigger(Trigger.reference("q", "s"))
                .stages(List.of(Stages.ofType("wait", "d"), Stages.ofType("script", "c"), Stages.ofType("wait", "a")))
                .extra(Map.of("keepWaitingPipelines", true))
                .build();
        executions().save(other);
        assertThat(executions().find("p")).contains(other);
        assertThat(executions().search(ExecutionQuery.all()).executions()).containsExactly(other);
        assertThat(executions().search(ExecutionQuery.ofApplication("app")).executions())
                .isEmpty();
    }

    @Test
    void saving_the_same_execution_again_changes_nothing() {
        Execution execution = saved("p", Stages.pipeline("a"), Stages.judgment("b"));
        executions().save(execution);
        assertThat(executions().search(ExecutionQuery.all()).executions()).containsExactly(execution);
    }

    @Test
    void a_save_stores_all_of_an_execution_or_when_it_fails_nothing() {
        Execution before = saved("p", Stages.pipeline("a"), Stages.pipeline("b"));
        Execution after = execution("p", Trigger.reference("q", "s"), Stages.judgment("c"), atTheLimit("b")).toBuilder()
                .name("renamed")
                .build();
        boolean fails = fails(() -> executions().save(after));
        assertThat(executions().find("p"))
                .as("after a save that fails: %s", fails)
                .contains(fails ? before : after);
        Execution created = execution("new", Trigger.empty(), Stages.judgment("c"), atTheLimit("b"));
        boolean creationFails = fails(() -> executions().save(created));
        assertThat(executions().find("new").isEmpty()).isEqualTo(creationFails);
    }

    @Test
    void a_save_of_a_stage_stores_all_of_it_or_when_it_fails_nothing() {
        Execution before = saved("p", Stages.pipeline("a"), Stages.pipeline("b"));
        Stage after = atTheLimit("b");
        boolean fails = fails(() -> executions().saveStage("p", after));
        assertThat(executions().find("p")).contains(fails ? before : before.withStage(after));
    }

    /** A stage with values nested as deep as the model allows, which is deeper than most stores can write. */
    private static Stage atTheLimit(String id) {
        Object value = "the innermost";
        for (int level = 1; level < 1_000; level++) {
            value = List.of(value);
        }
        return Stages.pipeline(id).toBuilder().context(Map.of("deep", value)).build();
    }

    private static boolean fails(Runnable save) {
        try {
            save.run();
            return false;
        } catch (RuntimeException expected) {
            return true;
        }
    }

    @Test
    void save_stage_replaces_the_stage_of_its_id_in_its_place() {
        Execution execution = saved("p", Stages.ofType("wait", "a"), Stages.pipeline("b"), Stages.ofType("wait", "c"));
        Stage changed = Stages.ofType("script", "b").toBuilder()
                .status(ExecutionStatus.TERMINAL)
                .startTime(at(1))
                .endTime(at(2))
                .context(Map.of("other", "context"))
                .outputs(Map.of("key", List.of(1, 2)))
                .build();
        executions().saveStage("p", changed);
        List<Stage> stages = execution.stages();
        assertThat(executions().find("p"))
                .contains(execution.toBuilder()
                        .stages(List.of(stages.get(0), changed, stages.get(2)))
                        .build());
    }

    @Test
    void save_stage_adds_a_new_stage_after_the_others() {
        Execution execution = saved("p", Stages.ofType("wait", "z"), Stages.ofType("wait", "y"));
        Stage first = Stages.ofType("wait", "b");
        Stage second = Stages.ofType("wait", "a");
        executions().saveStage("p", first);
        executions().saveStage("p", second);
        List<Stage> stages = execution.stages();
        Execution expected = execution.toBuilder()
                .stages(List.of(stages.get(0), stages.get(1), first, second))
                .build();
        assertThat(executions().find("p")).contains(expected);
        executions().save(expected);
        assertThat(executions().find("p")).contains(expected);
    }

    @Test
    void save_stage_adds_the_first_stage_of_an_execution() {
        Execution execution = saved("p");
        executions().saveStage("p", Stages.pipeline("a"));
        assertThat(executions().find("p")).contains(execution.withStage(Stages.pipeline("a")));
    }

    @Test
    void save_stage_touches_no_stage_of_the_same_id_in_another_execution() {
        Execution other = saved("other", Stages.pipeline("a"));
        saved("p", Stages.pipeline("a"));
        executions().saveStage("p", Stages.ofType("wait", "a"));
        assertThat(executions().find("other")).contains(other);
    }

    @Test
    void save_stage_throws_if_no_such_execution_is_stored() {
        assertThatThrownBy(() -> executions().saveStage("not there", Stages.judgment("judge")))
                .isInstanceOfSatisfying(
                        UnknownExecutionException.class,
                        thrown -> assertThat(thrown.executionId()).isEqualTo("not there"));
        assertThat(executions().find("not there")).isEmpty();
        assertThat(executions().search(ExecutionQuery.all()).executions()).isEmpty();
    }

    @Test
    void save_stage_throws_after_the_execution_was_deleted() {
        saved("p", Stages.pipeline("a"));
        executions().delete("p");
        assertThatThrownBy(() -> executions().saveStage("p", Stages.pipeline("a")))
                .isInstanceOf(UnknownExecutionException.class);
        saved("p");
        assertThat(executions().find("p")).map(Execution::stages).contains(List.of());
    }

    @Test
    void saving_never_touches_a_judgment_or_a_link_that_is_there_already() {
        Execution root = saved("root", Stages.pipeline("call"));
        Execution leaf = saved("leaf", Trigger.reference("root", "call"), Stages.judgment("judge"));
        Judgment judgment = opened(judge("leaf", 1));
        executions().save(root);
        executions().save(leaf);
        executions().saveStage("root", root.stages().get(0));
        executions().saveStage("leaf", leaf.stages().get(0));
        executions().save(leaf.toBuilder().stages(List.of()).build());
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), judgment, 1));
        executions().saveStage("leaf", Stages.ended(leaf.stages().get(0), ExecutionStatus.SUCCEEDED, at(2)));
        assertThat(inbox())
                .as("a judgment ends when it is closed, not when its stage is saved")
                .containsExactly(judgment);
        assertThat(judgments().close(judgment.key(), at(2))).isTrue();
    }

    @Test
    void find_gives_the_execution_of_that_id_if_it_is_stored() {
        Execution execution = saved("p");
        saved("P");
        saved("p ");
        assertThat(executions().find("p")).contains(execution);
        assertThat(executions().find("q")).isEmpty();
        assertThat(executions().find("%")).isEmpty();
    }

    @Test
    void what_shows_on_a_stage_follows_the_stage_that_is_stored() {
        chain("root", "leaf");
        opened(judge("leaf", 1));
        Stage call = Stages.running(Stages.pipeline("call"), at(0));
        executions().saveStage("root", Stages.ended(call, ExecutionStatus.CANCELED, at(2)));
        assertThat(showing("root")).isEmpty();
        assertThat(blocking("root")).isEmpty();
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).isEmpty());
        assertThat(inbox()).extracting(judgment -> judgment.key().stage()).containsExactly(key("leaf", "judge"));
    }
}
