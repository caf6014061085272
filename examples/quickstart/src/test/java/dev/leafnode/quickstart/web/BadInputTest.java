package dev.leafnode.quickstart.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.quickstart.ApiClient.Answer;
import dev.leafnode.quickstart.RunningApplication;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BadInputTest {

    private static final int HUNDRED_MEGABYTES = 100 * 1024 * 1024;

    private static RunningApplication application;

    @BeforeAll
    static void start() {
        application = RunningApplication.inMemory();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @AfterEach
    void nothing_is_stored_and_the_process_is_alive() {
        assertThat(application.get("/applications/bad/pipelines").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "nonsense",
                "[]",
                "null",
                "\"text\"",
                "{} {}",
                "{}",
                "{\"application\": \"bad\"}",
                "{\"application\": \"bad\", \"name\": \"unknown\"}",
                "{\"application\": \"A1\", \"name\": \"P1\"}",
                "{\"id\": \"unknown\"}",
                "{\"id\": 1}",
                "{\"application\": \"bad\", \"name\": \"p\", \"stages\": []}",
                "{\"application\": \"bad\", \"name\": \"p\", \"stages\": {}}",
                "{\"application\": \"bad\", \"name\": \"p\", \"stages\": [1]}",
                "{\"application\": \"bad\", \"name\": \"p\", \"stages\": [{\"refId\": \"1\"}]}",
                "{\"application\": \"bad\", \"name\": \"p\", \"stages\": [{\"refId\": \"1\", \"type\": \"bake\"}]}",
                "{\"application\": \"bad\", \"name\": \"p\", \"stages\": [{\"refId\": \"1\", \"type\": \"pipeline\"}]}",
                "{\"application\": \"bad\", \"name\": \"p\", \"stages\":"
                        + " [{\"refId\": \"1\", \"type\": \"wait\", \"waitTime\": 1e999}]}",
                "{\"application\": \"bad\", \"name\": \"p\", \"stages\":"
                        + " [{\"refId\": \"1\", \"type\": \"manualJudgment\", \"requisiteStageRefIds\": [\"1\"]}]}"
            })
    void a_body_that_starts_nothing_is_a_bad_request(String body) {
        assertProblem(application.post("/pipelines", body), 400);
    }

    @Test
    void a_name_that_is_too_long_is_a_bad_request() {
        String body = "{\"application\": \"%s\", \"name\": \"p\", \"stages\": [%s]}"
                .formatted("a".repeat(256), "{\"refId\": \"1\", \"type\": \"manualJudgment\"}");

        assertThat(assertProblem(application.post("/pipelines", body), 400)).contains("255 characters, got 256");
    }

    @Test
    void ten_thousand_nested_levels_are_a_bad_request() {
        String deep = "{\"stages\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        assertProblem(application.post("/pipelines", deep), 400);
    }

    @Test
    void a_body_of_a_hundred_megabytes_is_too_large() {
        byte[] body = new byte[HUNDRED_MEGABYTES];

        assertProblem(application.send("POST", "/pipelines", BodyPublishers.ofByteArray(body)), 413);
    }

    @Test
    void a_body_that_does_not_say_how_long_it_is_is_too_large_all_the_same() {
        InputStream body = new ByteArrayInputStream(new byte[HUNDRED_MEGABYTES]);

        assertProblem(application.send("POST", "/pipelines", BodyPublishers.ofInputStream(() -> body)), 413);
    }

    @Test
    void bytes_that_are_no_text_are_a_bad_request() {
        byte[] body = {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'};

        assertProblem(application.send("POST", "/pipelines", BodyPublishers.ofByteArray(body)), 400);
    }

    @Test
    void what_is_not_there_is_not_found() {
        String longId = "x".repeat(65);
        assertProblem(application.get("/pipelines/nowhere"), 404);
        assertProblem(application.get("/pipelines/" + longId), 404);
        assertProblem(application.put("/pipelines/nowhere/cancel"), 404);
        assertProblem(application.put("/pipelines/nowhere/stages/x/restart"), 404);
        assertProblem(application.patch("/pipelines/nowhere/stages/x", "{\"judgmentStatus\": \"stop\"}"), 404);
        assertProblem(application.get("/nowhere"), 404);
        String id = application.start("{\"id\": \"fan-out/P2\"}");
        assertThat(assertProblem(
                        application.patch("/pipelines/" + id + "/stages/x", "{\"judgmentStatus\": \"stop\"}"), 404))
                .contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"judgmentStatus\": \"perhaps\"}",
                "{\"judgmentStatus\": null}",
                "{\"judgmentStatus\": true}",
                "{\"judgmentStatus\": \"CONTINUE\"}",
                "{\"judgmentStatus\": \"stop\", \"judgmentInput\": 5}",
                "{\"judgmentStatus\": \"stop\", \"judgmentInputs\": \"blue\"}"
            })
    void a_decision_that_is_none_is_a_bad_request_and_decides_nothing(String body) {
        String id = application.start("{\"id\": \"fan-out/P2\"}");
        JsonNode execution = application.awaitJudgment(id);
        String stageId = execution.at("/stages/0/id").asString();

        assertProblem(application.patch("/pipelines/%s/stages/%s".formatted(id, stageId), body), 400);

        assertThat(application
                        .get("/pipelines/" + id)
                        .json()
                        .at("/stages/0/status")
                        .asString())
                .isEqualTo("RUNNING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "multipart/mixed; boundary=",
                "nonsense"
            })
    void what_a_form_could_post_decides_nothing(String contentType) {
        String id = application.start("{\"id\": \"fan-out/P2\"}");
        application.awaitJudgment(id);

        assertProblem(
                application.postAs(contentType, "/judgments/%s/decision".formatted(id), "{\"decision\": \"continue\"}"),
                415);

        Answer decided = application.postAs(
                "application/json", "/judgments/%s/decision".formatted(id), "{\"decision\": \"continue\"}");
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=-1", "limit=1001", "limit=many", "expand=perhaps", "statuses=a%00b"})
    void a_query_that_cannot_be_answered_is_a_bad_request(String query) {
        assertProblem(application.get("/applications/bad/pipelines?" + query), 400);
    }

    @Test
    void a_method_that_is_not_there_is_not_allowed() {
        assertProblem(application.put("/pipelines/x"), 405);
    }

    private static String assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("\tat ", "Exception", "\"trace\"");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        return answer.json().path("detail").asString();
    }
}
