package dev.leafnode.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the command takes for a difference from the design: the reason of its exit code 1. */
class TreeTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String POINTS_AT_LEAF = """
            {"leafnodePipelineExecutionId": "leaf", "leafnodePipelineApplicationName": "A2", "leafnodeApplicationName": "A2"}""";
    private static final String LEAF = leaf("RUNNING", "{}");

    @Test
    void a_waiting_stage_that_names_its_leaf_is_as_the_design_says() {
        assertThat(differences(root("RUNNING", POINTS_AT_LEAF), LEAF)).isEmpty();
    }

    @Test
    void a_waiting_stage_that_names_nobody_differs() {
        assertThat(differences(root("RUNNING", "{}"), LEAF))
                .singleElement()
                .asString()
                .contains("P1 root, stage s: expected others {", "leaf", "got {}");
    }

    @Test
    void a_name_that_is_missing_differs() {
        String withoutOne = POINTS_AT_LEAF.replace(", \"leafnodeApplicationName\": \"A2\"", "");

        assertThat(differences(root("RUNNING", withoutOne), LEAF)).hasSize(1);
    }

    @Test
    void another_application_or_execution_differs() {
        assertThat(differences(root("RUNNING", POINTS_AT_LEAF.replace("A2", "A3")), LEAF))
                .hasSize(1);
        assertThat(differences(root("RUNNING", POINTS_AT_LEAF.replace("leaf\"", "other\"")), LEAF))
                .hasSize(1);
    }

    @Test
    void a_leaf_that_shows_something_differs() {
        assertThat(differences(root("RUNNING", POINTS_AT_LEAF), leaf("RUNNING", POINTS_AT_LEAF)))
                .singleElement()
                .asString()
                .contains("expected others {}");
    }

    @Test
    void what_still_shows_when_nobody_waits_differs() {
        assertThat(differences(root("RUNNING", POINTS_AT_LEAF), leaf("SUCCEEDED", "{}")))
                .hasSize(1);
        assertThat(differences(root("RUNNING", "{}"), leaf("SUCCEEDED", "{}"))).isEmpty();
    }

    @Test
    void what_shows_on_a_stage_that_has_ended_differs() {
        assertThat(differences(root("TERMINAL", POINTS_AT_LEAF), LEAF)).hasSize(1);
        assertThat(differences(root("TERMINAL", "{}"), LEAF)).isEmpty();
    }

    private static List<String> differences(String... executions) {
        return new Tree(Arrays.stream(executions)
                        .map(JSON::readTree)
                        .map(ExecutionView::new)
                        .toList())
                .differences();
    }

    private static String root(String stageStatus, String others) {
        return """
                {"id": "root", "application": "A1", "name": "P1", "status": "RUNNING", "trigger": {"type": "manual"},
                 "stages": [{"id": "s", "type": "pipeline", "status": "%s", "context": {"executionId": "leaf"}, "others": %s}]}""".formatted(stageStatus, others);
    }

    private static String leaf(String stageStatus, String others) {
        return """
                {"id": "leaf", "application": "A2", "name": "P2", "status": "RUNNING",
                 "trigger": {"type": "pipeline", "parentExecution": {"id": "root"}, "parentPipelineStageId": "s"},
                 "stages": [{"id": "j", "type": "manualJudgment", "status": "%s", "startTime": 5, "context": {},
                             "tasks": [{"id": "1", "status": "RUNNING"}], "others": %s}]}""".formatted(stageStatus, others);
    }
}
