package dev.leafnode.store.tck;

import static dev.leafnode.store.tck.Stages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code ExecutionRepository} says of lineages. */
abstract class LineageContract extends Contract {

    private static final StageKey WATCH = Stages.key("watcher", "watch");

    LineageContract(Kit kit) {
        super(kit);
    }

    @Test
    void a_lineage_is_the_stage_the_trigger_names_and_then_that_ones_ancestors() {
        chain("root", "middle", "leaf");
        opened(judge("leaf", 1));
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).containsExactly(call("root"), call("middle")));
    }

    @Test
    void a_lineage_is_computed_when_an_execution_is_created_and_no_later_trigger_changes_it() {
        saved("one", Stages.pipeline("call"));
        saved("other", Stages.pipeline("call"));
        saved("leaf", Trigger.reference("one", "call"), Stages.judgment("judge"));
        Execution changed = saved("leaf", Trigger.reference("other", "call"), Stages.judgment("judge"));
        opened(judge("leaf", 1));
        assertThat(showing("one", "other")).containsExactly(call("one"));
        assertThat(executions().find("leaf")).contains(changed);
    }

    @Test
    void a_parent_stored_after_its_child_reaches_judgments_that_are_open_already() {
        saved("leaf", Trigger.reference("middle", "call"), Stages.judgment("judge"));
        Judgment judgment = opened(judge("leaf", 1));
        saved("root", Stages.pipeline("call"));
        saved("middle", Trigger.reference("root", "call"), Stages.pipeline("call"));
        assertThat(showing("root", "middle")).containsExactly(call("middle"), call("root"));
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).containsExactly(call("root"), call("middle")));
        saved("middle", Trigger.reference("root", "call"), Stages.pipeline("call"));
        assertThat(shownOn(call("root"))).contains(new JudgmentLink(call("root"), judgment, 1));
    }

    @Test
    void a_parent_stored_after_its_child_counts_for_judgments_that_open_later() {
        saved("leaf", Trigger.reference("middle", "call"), Stages.judgment("judge"));
        saved("middle", Trigger.reference("root", "call"), Stages.pipeline("call"));
        saved("root", Stages.pipeline("call"));
        opened(judge("leaf", 1));
        assertThat(showing("root", "middle")).containsExactly(call("middle"), call("root"));
    }

    @Test
    void a_stage_that_names_executions_of_other_stages_reaches_judgments_that_are_open_already() {
        chain("root", "leaf");
        chain("top", "watcher");
        Judgment judgment = opened(judge("leaf", 1));
        executions().saveStage("watcher", watching("leaf", "not there"));
        assertThat(showing("root", "watcher", "top")).containsExactly(call("root"), call("top"), WATCH);
        assertThat(shownOn(WATCH)).contains(new JudgmentLink(WATCH, judgment, 1));
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).containsExactly(call("root")));
    }

    @Test
    void a_stage_that_names_executions_of_other_stages_counts_for_judgments_that_open_later() {
        chain("root", "middle", "leaf");
        Execution watcher = saved("watcher", Stages.ofType("monitorPipeline", "watch"));
        executions().save(watcher.withStage(watching("middle")));
        opened(judge("leaf", 1));
        assertThat(showing("root", "middle", "watcher")).containsExactly(call("middle"), call("root"), WATCH);
        executions().saveStage("root", Stages.ended(Stages.pipeline("call"), ExecutionStatus.STOPPED, at(2)));
        judgments().cut(call("root"), at(2));
        assertThat(showing("root", "middle", "watcher")).containsExactly(call("middle"), WATCH);
    }

    @Test
    void the_path_to_a_judgment_is_another_way_when_the_one_along_the_triggers_has_ended() {
        chain("root", "leaf");
        saved("watcher", Stages.ofType("monitorPipeline", "watch"));
        executions().saveStage("watcher", watching("leaf"));
        opened(judge("leaf", 1));
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).containsExactly(call("root")));
        executions().saveStage("root", Stages.ended(Stages.pipeline("call"), ExecutionStatus.CANCELED, at(2)));
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).containsExactly(WATCH));
    }

    @Test
    void the_path_to_a_judgment_is_along_the_triggers_however_late_the_parent_is_stored() {
        saved("leaf", Trigger.reference("root", "call"), Stages.judgment("judge"));
        saved("watcher", Stages.ofType("monitorPipeline", "watch"));
        executions().saveStage("watcher", watching("leaf"));
        opened(judge("leaf", 1));
        saved("root", Stages.pipeline("call"));
        assertThat(showing("root", "watcher")).containsExactly(call("root"), WATCH);
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).containsExactly(call("root")));
    }

    @Test
    void a_stage_watches_executions_that_are_stored_after_it_named_them() {
        saved("watcher", Stages.ofType("monitorPipeline", "watch"));
        executions().saveStage("watcher", watching("leaf"));
        saved("leaf", Stages.judgment("judge"));
        opened(judge("leaf", 1));
        assertThat(showing("watcher")).containsExactly(WATCH);
        assertThat(waiting())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.path()).containsExactly(WATCH));
    }

    @Test
    void a_watching_stage_that_is_new_reaches_judgments_that_are_open_already() {
        saved("leaf", Stages.judgment("judge"));
        opened(judge("leaf", 1));
        saved("watcher");
        executions().saveStage("watcher", watching("leaf"));
        assertThat(showing("watcher")).containsExactly(WATCH);
    }

    @Test
    void a_stage_reaches_the_children_it_names_one_after_another() {
        saved("root", Stages.ofType("runMultiplePipelines", "several"));
        for (String child : List.of("a", "b")) {
            saved(child, Trigger.reference("root", "several"), Stages.judgment("judge"));
        }
        executions().saveStage("root", naming("runMultiplePipelines", "several", "a"));
        opened(judge("a", 1));
        opened(judge("b", 2));
        assertThat(shownOn(key("root", "several")).map(JudgmentLink::count)).contains(1);
        executions().saveStage("root", naming("runMultiplePipelines", "several", "a", "b"));
        assertThat(shownOn(key("root", "several")).map(JudgmentLink::count)).contains(2);
    }

    @Test
    void a_stage_of_a_type_that_does_not_wait_watches_nothing() {
        saved("leaf", Stages.judgment("judge"));
        opened(judge("leaf", 1));
        saved("other");
        executions().saveStage("other", naming("script", "watch", "leaf"));
        executions()
                .saveStage(
                        "other",
                        Stages.ended(naming("monitorPipeline", "ended", "leaf"), ExecutionStatus.SUCCEEDED, at(2)));
        assertThat(showing("other")).isEmpty();
    }

    @Test
    void saving_a_parent_that_ended_does_not_bring_links_back() {
        chain("top", "root", "leaf");
        opened(judge("leaf", 1));
        Stage call = Stages.ended(naming("pipeline", "call", "leaf"), ExecutionStatus.TERMINAL, at(2));
        executions().saveStage("root", call);
        judgments().cut(call("root"), at(2));
        executions().saveStage("root", call);
        executions().save(execution("root", Trigger.reference("top", "call")).withStage(call));
        assertThat(showing("top", "root")).isEmpty();
    }

    private static Stage watching(String... executionIds) {
        return naming("monitorPipeline", "watch", executionIds);
    }

    private static Stage naming(String type, String id, String... executionIds) {
        Map<String, Object> context = type.equals("pipeline")
                ? Map.of("executionId", executionIds[0])
                : Map.of("executionIds", List.of(executionIds));
        return Stages.ofType(type, id).toBuilder()
                .status(ExecutionStatus.RUNNING)
                .context(context)
                .build();
    }
}
