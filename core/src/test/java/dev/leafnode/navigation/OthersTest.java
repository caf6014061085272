package dev.leafnode.navigation;

import static dev.leafnode.Fixtures.NOON;
import static dev.leafnode.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.SyntheticStageOwner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OthersTest {

    private static final Attributes OLD = new Attributes("old", "app-old");
    private static final Attributes YOUNG = new Attributes("young", "app-young");

    @Test
    void both_names_of_the_application_are_there_and_nothing_else() {
        assertThat(OLD.asMap())
                .containsExactly(
                        Map.entry("leafnodePipelineExecutionId", "old"),
                        Map.entry("leafnodePipelineApplicationName", "app-old"),
                        Map.entry("leafnodeApplicationName", "app-old"));
    }

    @Test
    void nothing_shows_when_nothing_waits() {
        Others others = Others.of(running("p", running("s", "pipeline")), List.of());
        assertThat(others.stage("s")).isEmpty();
        assertThat(others.trigger()).isEmpty();
    }

    @Test
    void each_stage_shows_its_own_leaf_and_the_trigger_the_one_that_has_waited_longest() {
        Execution execution = running("p", running("a", "pipeline"), running("b", "pipeline"), running("c", "wait"));
        Others others = Others.of(execution, List.of(young("a"), old("b")));
        assertThat(others.stage("a")).contains(YOUNG);
        assertThat(others.stage("b")).contains(OLD);
        assertThat(others.stage("c")).isEmpty();
        assertThat(others.trigger()).contains(OLD);
    }

    @Test
    void a_link_on_a_complete_or_missing_stage_or_another_execution_shows_nothing() {
        Stage complete = running("a", "pipeline").toBuilder()
                .status(ExecutionStatus.CANCELED)
                .build();
        JudgmentLink elsewhere = new JudgmentLink(new StageKey("q", "a"), old("a").longestWaiting(), "app-old", 1);
        assertThat(Others.of(running("p", complete), List.of(old("a"), old("gone")))
                        .trigger())
                .isEmpty();
        Execution canceled = running("p", running("a", "pipeline")).toBuilder()
                .status(ExecutionStatus.CANCELED)
                .build();
        assertThat(Others.of(canceled, List.of(old("a"))).trigger()).isEmpty();
        assertThat(Others.of(running("p", running("a", "pipeline")), List.of(elsewhere))
                        .trigger())
                .isEmpty();
    }

    @Test
    void the_first_stage_of_a_marker_mirrors_its_longest_waiting_leaf() {
        Execution execution = running(
                "p",
                running("deploy", "deploy"),
                child("window", "restrictExecutionDuringTimeWindow", SyntheticStageOwner.STAGE_BEFORE, "deploy", NOON),
                child("strategy", "pipeline", SyntheticStageOwner.STAGE_AFTER, "deploy", NOON),
                child("second", "pipeline", SyntheticStageOwner.STAGE_AFTER, "deploy", NOON));
        Others others = Others.of(execution, List.of(young("strategy"), old("second")));
        assertThat(others.stage("window")).contains(OLD);
        assertThat(others.stage("strategy")).contains(YOUNG);
        assertThat(others.stage("second")).contains(OLD);
        assertThat(others.stage("deploy")).isEmpty();
    }

    @Test
    void the_first_stage_keeps_its_own_leaf() {
        Execution execution = running(
                "p",
                running("first", "pipeline"),
                child("after", "pipeline", SyntheticStageOwner.STAGE_AFTER, "first", NOON));
        Others others = Others.of(execution, List.of(young("first"), old("after")));
        assertThat(others.stage("first")).contains(YOUNG);
        assertThat(others.trigger()).contains(OLD);
    }

    @Test
    void stages_before_run_in_the_order_of_their_start_with_their_own_trees_first_and_the_hidden_left_out() {
        Execution execution = running(
                "p",
                running("top", "pipeline"),
                child("unstarted", "wait", SyntheticStageOwner.STAGE_BEFORE, "top", null),
                child("late", "wait", SyntheticStageOwner.STAGE_BEFORE, "top", NOON.plusSeconds(2)),
                child("early", "wait", SyntheticStageOwner.STAGE_BEFORE, "top", NOON.plusSeconds(1)),
                child("hidden", "initialization", SyntheticStageOwner.STAGE_BEFORE, "early", NOON),
                child("nested", "wait", SyntheticStageOwner.STAGE_BEFORE, "early", NOON));
        assertThat(markers(execution)).containsExactly(List.of("nested", "early", "late", "unstarted", "top"));
        assertThat(Others.of(execution, List.of(old("top"))).stage("nested")).contains(OLD);
        assertThat(Others.of(execution, List.of(old("top"))).stage("hidden")).isEmpty();
    }

    @Test
    void hidden_stages_are_there_when_they_failed_but_make_no_marker_of_their_own() {
        Stage flagged = child("flagged", "wait", SyntheticStageOwner.STAGE_BEFORE, "top", NOON).toBuilder()
                .extra(Map.of("initializationStage", true))
                .build();
        Stage failed = child("failed", "initialization", SyntheticStageOwner.STAGE_BEFORE, "top", NOON).toBuilder()
                .status(ExecutionStatus.STOPPED)
                .build();
        Stage alone = running("alone", "pipelineInitialization").toBuilder()
                .status(ExecutionStatus.TERMINAL)
                .build();
        Execution execution = running("p", running("top", "wait"), flagged, failed, alone);
        assertThat(markers(execution)).containsExactly(List.of("failed", "top"));
    }

    @Test
    void the_stages_of_a_group_stand_in_the_order_of_their_phases_and_then_of_their_ref_ids() {
        Stage last = staged("last", "1", "2");
        Stage second = staged("second", "2", "3");
        Stage first = staged("first", "3");
        Stage alsoFirst = staged("also first", "4", "no such stage");
        Stage turning = staged("turning", "5", "5");
        assertThat(markers(running("p", turning, last, second, alsoFirst, first)))
                .containsExactly(List.of("first", "also first", "second", "last", "turning"));
    }

    @Test
    void stages_before_that_start_together_run_in_the_order_of_their_ref_ids() {
        Execution execution = running(
                "p",
                running("top", "pipeline"),
                child("second", "wait", SyntheticStageOwner.STAGE_BEFORE, "top", NOON).toBuilder()
                        .refId("1<2")
                        .build(),
                child("first", "wait", SyntheticStageOwner.STAGE_BEFORE, "top", NOON).toBuilder()
                        .refId("1<1")
                        .build());
        assertThat(markers(execution)).containsExactly(List.of("first", "second", "top"));
    }

    @Test
    void stages_of_one_group_share_a_marker_in_their_order() {
        Stage first = grouped("first", "wait");
        Stage alone = running("alone", "pipeline");
        Stage second = grouped("second", "pipeline");
        Execution execution = running("p", first, alone, second);
        assertThat(markers(execution)).containsExactly(List.of("first", "second"));
        Others others = Others.of(execution, List.of(old("second")));
        assertThat(others.stage("first")).contains(OLD);
        assertThat(others.stage("alone")).isEqualTo(Optional.empty());
    }

    @Test
    void stages_that_are_their_own_ancestors_mirror_nothing() {
        Execution execution = running(
                "p",
                child("one", "pipeline", SyntheticStageOwner.STAGE_BEFORE, "other", NOON),
                child("other", "wait", SyntheticStageOwner.STAGE_BEFORE, "one", NOON));
        Others others = Others.of(execution, List.of(old("one")));
        assertThat(others.stage("one")).contains(OLD);
        assertThat(others.stage("other")).isEmpty();
    }

    @Test
    void ten_thousand_nested_stages_do_not_exhaust_the_stack() {
        Stage[] stages = new Stage[10_000];
        stages[0] = running("0", "pipeline");
        for (int i = 1; i < stages.length; i++) {
            stages[i] = child("" + i, "wait", SyntheticStageOwner.STAGE_BEFORE, "" + (i - 1), NOON);
        }
        Others others = Others.of(running("p", stages), List.of(old("0")));
        assertThat(others.stage("9999")).contains(OLD);
        assertThat(Others.of(running("p", stages), List.of(old("5000"))).stage("9999"))
                .contains(OLD);
    }

    private static List<List<String>> markers(Execution execution) {
        return Markers.around(execution.stages().stream().map(Stage::id).toList(), execution).stream()
                .map(marker -> marker.stream().map(Stage::id).toList())
                .toList();
    }

    private static Stage staged(String id, String refId, String... requisites) {
        return grouped(id, "wait").toBuilder()
                .refId(refId)
                .requisiteStageRefIds(List.of(requisites))
                .build();
    }

    private static Stage grouped(String id, String type) {
        return running(id, type).toBuilder().context(Map.of("group", "prepare")).build();
    }

    private static Stage child(
            String id, String type, SyntheticStageOwner owner, String parent, @Nullable Instant start) {
        return running(id, type).toBuilder()
                .syntheticStageOwner(owner)
                .parentStageId(parent)
                .startTime(start)
                .build();
    }

    private static JudgmentLink old(String stageId) {
        return link(stageId, "old", 1);
    }

    private static JudgmentLink young(String stageId) {
        return link(stageId, "young", 2);
    }

    private static JudgmentLink link(String stageId, String leaf, long attempt) {
        Judgment judgment =
                new Judgment(new JudgmentKey(new StageKey(leaf, "j"), attempt), "app-" + leaf, "pipeline", "Judge");
        return new JudgmentLink(new StageKey("p", stageId), judgment, 1);
    }
}
