package dev.leafnode.quickstart.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.quickstart.ApiClient.Answer;
import dev.leafnode.quickstart.RunningApplication;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

class PipelinesTest {

    private static final String CONTINUE = "{\"judgmentStatus\": \"continue\", \"judgmentInput\": \"blue\"}";

    private static RunningApplication application;

    @BeforeAll
    static void start() {
        application = RunningApplication.inMemory();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void a_judgment_shows_on_its_ancestor_until_it_is_decided() {
        String rootId = application.start("{\"id\": \"fan-out/P1\"}");
        // The child waits before its parent's stage knows it.
        JsonNode root = application.await(
                rootId,
                execution -> othersOf(execution, 2).size() == 3
                        && execution.at("/stages/2/context/executionId").isString());
        String leafId = othersOf(root, 2).path("leafnodePipelineExecutionId").asString();
        assertThat(othersOf(root, 2).path("leafnodePipelineApplicationName").asString())
                .isEqualTo("A4");
        assertThat(othersOf(root, 2).path("leafnodeApplicationName").asString()).isEqualTo("A4");
        assertThat(leafId).isEqualTo(root.at("/stages/2/context/executionId").asString());

        Answer decided = application.patch(stagePath(application.awaitJudgment(leafId)), CONTINUE);

        assertThat(decided.status()).isEqualTo(200);
        assertThat(decided.json().at("/stages/0/status").asString()).isEqualTo("SUCCEEDED");
        assertThat(decided.json().at("/stages/0/context/judgmentInput").asString())
                .isEqualTo("blue");
        JsonNode after = application.get("/pipelines/" + rootId).json();
        assertThat(othersOf(after, 2).isEmpty()).isTrue();
        assertThat(othersOf(after, 1).isEmpty()).isFalse();
    }

    private static JsonNode othersOf(JsonNode execution, int stage) {
        return execution.path("stages").path(stage).path("others");
    }

    @Test
    void a_list_holds_the_executions_of_an_application_in_the_wanted_statuses_the_newest_first() {
        String first = application.start(definition("listed", "{\"refId\": \"1\", \"type\": \"manualJudgment\"}"));
        application.awaitJudgment(first);
        String second = application.start(definition("listed", "{\"refId\": \"1\", \"type\": \"manualJudgment\"}"));
        application.awaitJudgment(second);
        String done =
                application.start(definition("listed", "{\"refId\": \"1\", \"type\": \"wait\", \"waitTime\": 0}"));
        application.await(done, execution -> execution.path("status").asString().equals("SUCCEEDED"));

        Answer running = application.get(
                "/applications/listed/pipelines?expand=true&limit=30&statuses=RUNNING,SUSPENDED,PAUSED,NOT_STARTED");

        assertThat(running.type()).startsWith("application/json");
        assertThat(running.json().findValuesAsString("application")).containsOnly("listed");
        assertThat(running.json().at("/0/id").asString()).isEqualTo(second);
        assertThat(running.json().at("/1/id").asString()).isEqualTo(first);
        assertThat(running.json().size()).isEqualTo(2);
        assertThat(running.json().at("/0/stages/0/others").isObject()).isTrue();
        assertThat(running.json().at("/0/trigger/others").isObject()).isTrue();
        assertThat(application.get("/applications/listed/pipelines").json().size())
                .isEqualTo(3);
        assertThat(application
                        .get("/applications/listed/pipelines?limit=1")
                        .json()
                        .at("/0/id")
                        .asString())
                .isEqualTo(done);
        assertThat(application.get("/applications/nobody/pipelines").body()).isEqualTo("[]");
    }

    @Test
    void a_list_that_is_not_expanded_keeps_what_a_client_needs() {
        String id = application.start(definition("short", "{\"refId\": \"1\", \"type\": \"manualJudgment\"}"));
        application.awaitJudgment(id);

        JsonNode execution = application
                .get("/applications/short/pipelines?expand=false")
                .json()
                .path(0);

        assertThat(execution.at("/stages/0/context").isObject()).isTrue();
        assertThat(execution.at("/stages/0/tasks").isEmpty()).isTrue();
        assertThat(execution.at("/trigger/resolvedExpectedArtifacts").isArray()).isTrue();
    }

    @Test
    void a_pipeline_of_the_catalog_starts_by_application_and_name() {
        String id = application.start("{\"application\": \"shop\", \"name\": \"announce\"}");

        assertThat(application
                        .get("/pipelines/" + id)
                        .json()
                        .path("pipelineConfigId")
                        .asString())
                .isEqualTo("demo/announce");
    }

    @Test
    void a_cancelled_execution_can_be_restarted_at_a_stage() {
        String id = application.start(definition("again", "{\"refId\": \"1\", \"type\": \"manualJudgment\"}"));
        JsonNode waiting = application.awaitJudgment(id);

        assertThat(application.put("/pipelines/" + id + "/cancel?reason=later").status())
                .isEqualTo(202);
        JsonNode canceled = application.get("/pipelines/" + id).json();
        assertThat(canceled.path("status").asString()).isEqualTo("CANCELED");
        assertThat(canceled.path("cancellationReason").asString()).isEqualTo("later");
        assertThat(application.put("/pipelines/" + id + "/cancel").status()).isEqualTo(409);
        assertThat(application.patch(stagePath(waiting), CONTINUE).status()).isEqualTo(409);
        assertThat(application.put(stagePath(waiting) + "/restart").status()).isEqualTo(200);
        assertThat(application
                        .patch(stagePath(application.awaitJudgment(id)), "{\"judgmentStatus\": \"stop\"}")
                        .status())
                .isEqualTo(200);
        assertThat(application.get("/pipelines/" + id).json().path("status").asString())
                .isEqualTo("TERMINAL");
    }

    @Test
    void the_demo_with_branches_and_waits_can_be_followed_to_its_end() {
        String id = application.start("{\"id\": \"demo/release\"}");
        for (int branch : new int[] {2, 3}) {
            JsonNode release = application.await(
                    id, execution -> !othersOf(execution, branch).isEmpty());
            String leafId = othersOf(release, branch)
                    .path("leafnodePipelineExecutionId")
                    .asString();
            JsonNode leaf = application.get("/pipelines/" + leafId).json();
            String stageId = leaf.at("/stages/1/id").asString();
            assertThat(application
                            .patch("/pipelines/%s/stages/%s".formatted(leafId, stageId), CONTINUE)
                            .status())
                    .isEqualTo(200);
        }

        JsonNode waiting = application.await(
                id,
                execution ->
                        execution.at("/stages/4/tasks/0/status").asString("").equals("RUNNING"));
        String last = waiting.at("/stages/4/id").asString();
        application.patch("/pipelines/%s/stages/%s".formatted(id, last), CONTINUE);

        assertThat(application.get("/pipelines/" + id).json().path("status").asString())
                .isEqualTo("SUCCEEDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a\\b", "it's \"quoted\"; drop table x", "50% off?&#", "\uD83C\uDF5E", "../.."})
    void an_application_may_have_any_name(String name) {
        String escaped = name.replace("\\", "\\\\").replace("\"", "\\\"");
        String id = application.start(definition(escaped, "{\"refId\": \"1\", \"type\": \"manualJudgment\"}"));

        Answer list =
                application.get("/applications/%s/pipelines".formatted(UriUtils.encode(name, StandardCharsets.UTF_8)));

        assertThat(list.json().at("/0/id").asString()).isEqualTo(id);
        assertThat(list.json().at("/0/application").asString()).isEqualTo(name);
    }

    private static String stagePath(JsonNode execution) {
        return "/pipelines/%s/stages/%s"
                .formatted(
                        execution.path("id").asString(),
                        execution.at("/stages/0/id").asString());
    }

    private static String definition(String application, String stage) {
        return "{\"application\": \"%s\", \"name\": \"p\", \"stages\": [%s]}".formatted(application, stage);
    }
}
