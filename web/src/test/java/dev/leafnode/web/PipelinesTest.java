package dev.leafnode.web;

import static dev.leafnode.web.ExecutionListsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.web.Site.Answer;
import dev.leafnode.web.resource.PipelineExecutionCodec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelinesTest {

    private static final String ULID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private final Site site = Site.ofAnn();

    @Test
    void a_list_holds_the_executions_of_a_pipeline_the_newest_first() {
        save("old", "p", -2);
        save("new", "p", -1);
        save("other", "q", 0);
        JsonNode page = site.get(executions("p")).json();
        assertThat(ids(page)).containsExactly("new", "old");
        assertThat(page.at("/nextPageToken").isNull()).isTrue();
        assertThat(page.at("/errors").isArray()).isTrue();
        assertThat(page.at("/errors")).isEmpty();
        assertThat(page.at("/pipelineExecution").isNull()).isTrue();
        assertThat(ids(site.get(executions("nobody's")).json())).isEmpty();
    }

    @Test
    void the_singular_is_filled_when_exactly_one_is_found_in_all() {
        save("old", "p", -2);
        save("new", "p", -1);
        save("other", "q", 0);
        assertThat(site.get(executions("q")).at("/pipelineExecution"))
                .isEqualTo(site.get(executions("q")).at("/pipelineExecutions/0"));
        assertThat(site.get(executions("q") + "?pageSize=1")
                        .at("/pipelineExecution/metadata/name")
                        .asText())
                .isEqualTo("other");
        Answer first = site.get(executions("p") + "?pageSize=1");
        assertThat(first.at("/pipelineExecution").isNull()).isTrue();
        Answer second = site.get(executions("p") + "?pageSize=1&pageToken=" + next(first));
        assertThat(ids(second.json())).containsExactly("old");
        assertThat(second.at("/nextPageToken").isNull()).isTrue();
        assertThat(second.at("/pipelineExecution").isNull()).isTrue();
    }

    @Test
    void a_human_is_awaited_in_the_leaf_and_in_everything_above_it_until_it_is_decided() {
        waitingTree(site);
        String expected = "Execution leaf of application C waits for a decision at stage judge";
        for (String id : List.of("root", "middle", "leaf")) {
            JsonNode conditions = site.get(executions("pipeline of " + id)).at("/pipelineExecution/status/conditions");
            assertThat(conditions).as(id).hasSize(2);
            assertThat(conditions.at("/0/type").asText()).isEqualTo("Succeeded");
            assertThat(conditions.at("/0/status").asText()).isEqualTo("Unknown");
            assertThat(conditions.at("/0/reason").asText()).isEqualTo("AwaitingApproval");
            assertThat(conditions.at("/1/type").asText()).isEqualTo("AwaitingApproval");
            assertThat(conditions.at("/1/status").asText()).isEqualTo("True");
            assertThat(conditions.at("/1/message").asText()).isEqualTo(expected);
            assertThat(conditions.at("/1/lastTransitionTime").asText()).isEqualTo(Site.NOW.toString());
        }
        site.post("/judgments/root/decision", "{\"decision\": \"continue\"}");
        for (String id : List.of("root", "middle", "leaf")) {
            JsonNode conditions = site.get(executions("pipeline of " + id)).at("/pipelineExecution/status/conditions");
            assertThat(conditions).as(id).hasSize(1);
            assertThat(conditions.at("/0/reason").asText()).isEqualTo("Running");
        }
    }

    /** What is open is what counts, as for every badge and filter, and not what a stage looks like. */
    @Test
    void a_stage_that_looks_as_if_it_waited_awaits_nobody_until_its_judgment_is_open() {
        site.waiting("leaf", "A", null);
        String url = executions("pipeline of leaf");
        assertThat(site.get(url).at("/pipelineExecution/status/conditions")).hasSize(1);
        assertThat(ids(site.get(url + "?awaitingApproval=true").json())).isEmpty();
        assertThat(ids(site.get(url + "?awaitingApproval=false").json())).containsExactly("leaf");
        site.open("leaf");
        assertThat(site.get(url).at("/pipelineExecution/status/conditions")).hasSize(2);
        assertThat(ids(site.get(url + "?awaitingApproval=true").json())).containsExactly("leaf");
        assertThat(ids(site.get(url + "?awaitingApproval=false").json())).isEmpty();
        site.save(
                "leaf",
                Site.judge(0).toBuilder().status(ExecutionStatus.SUCCEEDED).build());
        assertThat(site.get(url)
                        .at("/pipelineExecution/status/conditions/1/message")
                        .asText())
                .isEqualTo("Execution leaf of application A waits for a decision");
    }

    @Test
    void one_is_found_by_its_id_and_by_the_name_of_its_resource_and_only_in_its_pipeline() {
        site.store.executions().save(execution(ULID, "p", 0).build());
        for (String id : List.of(ULID, "01arz3ndektsv4rrffq69g5fav")) {
            JsonNode one = site.get(executions("p") + "/" + id).json();
            assertThat(one.at("/metadata/name").asText()).isEqualTo("01arz3ndektsv4rrffq69g5fav");
            assertThat(one.at("/metadata/annotations")
                            .path("leafnode.dev/execution-id")
                            .asText())
                    .isEqualTo(ULID);
        }
        assertThat(site.get(executions("p") + "/" + ULID).json())
                .isEqualTo(site.get(executions("p")).at("/pipelineExecution"));
        assertThat(assertProblem(site.get(executions("q") + "/" + ULID), 404)).contains("q", ULID);
        assertProblem(site.get(executions("p") + "/01ARZ3ndektsv4rrffq69g5fav"), 404);
        assertProblem(site.get(executions("p") + "/nowhere"), 404);
        assertProblem(site.get(executions("p") + "/" + "x".repeat(65)), 404);
    }

    @Test
    void ids_that_differ_in_their_letters_case_alone_are_not_taken_for_each_other() {
        save("ABC", "p", 0);
        save("abc", "p", 0);
        for (String id : List.of("ABC", "abc")) {
            assertThat(PipelineExecutionCodec.read(
                                    site.get(executions("p") + "/" + id).body())
                            .executionId())
                    .isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deploy to prod", "100 %", "a%2Fb", "日本", "a;b=c", "a?b#c", "a+b", "{x}", "\"q\"", ".x"})
    void a_name_may_hold_anything_that_a_path_can(String name) {
        save("e", name, 0);
        JsonNode one = site.get(executions(name)).at("/pipelineExecution");
        assertThat(one.at("/spec/pipelineRef/name").asText()).isEqualTo(name);
        assertThat(site.get(executions(name) + "/e").json()).isEqualTo(one);
    }

    @Test
    void the_pipelines_are_those_of_the_executions_by_namespace_and_name() {
        save("1", "b", 0);
        save("2", "a", -1);
        save("3", "a", -2);
        site.store.executions().save(Execution.builder("4", "B").name("a").build());
        site.store.executions().save(Execution.builder("5", "B").build());
        JsonNode all = site.get("/v1/pipelines").json();
        assertThat(all)
                .isEqualTo(
                        Answers.tree(
                                "{\"pipelines\": [{\"name\": \"a\", \"namespace\": \"A\"}, {\"name\": \"b\", \"namespace\": \"A\"}, {\"name\": \"a\", \"namespace\": \"B\"}], \"nextPageToken\": null, \"errors\": []}"));
        assertThat(site.get("/v1/pipelines?namespace=B").at("/pipelines")).hasSize(1);
        assertThat(site.get("/v1/pipelines?namespace=none").at("/pipelines")).isEmpty();
        List<JsonNode> paged = new ArrayList<>();
        String token = "";
        do {
            Answer page = site.get("/v1/pipelines?pageSize=1&pageToken=" + token);
            page.at("/pipelines").forEach(paged::add);
            token = next(page);
        } while (!token.isEmpty());
        assertThat(paged).hasSize(3).containsExactlyElementsOf(all.path("pipelines"));
        String first = next(site.get("/v1/pipelines?pageSize=1"));
        assertProblem(site.get("/v1/pipelines?namespace=A&pageToken=" + first), 400);
        assertProblem(site.get("/v1/pipelines?pageToken=x"), 400);
        assertProblem(site.get("/v1/pipelines?pageSize=0"), 400);
        String digest = new String(Base64.getUrlDecoder().decode(first), StandardCharsets.UTF_8).substring(0, 16);
        for (String forged : List.of("", "{", "7", "{}", "{\"name\": 7}x")) {
            String bad = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((digest + forged).getBytes(StandardCharsets.UTF_8));
            assertProblem(site.get("/v1/pipelines?pageToken=" + bad), 400);
        }
    }

    @Test
    void the_list_says_when_it_did_not_look_at_every_execution() {
        for (int i = 0; i < NewestPipelines.MOST_LOOKED_AT; i++) {
            save("e" + i, "p" + i % 3, -i);
        }
        assertThat(site.get("/v1/pipelines").at("/errors")).isEmpty();
        save("one more", "old", -1_000);
        site.calls.set(0);
        JsonNode page = site.get("/v1/pipelines").json();
        assertThat(site.calls).hasValue(5);
        assertThat(page.at("/pipelines")).hasSize(3);
        assertThat(page.at("/errors/0/message").asText())
                .isEqualTo("These are the pipelines of the newest executions; there may be others");
    }

    static void waitingTree(Site site) {
        site.waiting("root", "A", null);
        site.waiting("middle", "B", "root");
        site.waiting("leaf", "C", "middle");
        site.open("leaf");
    }

    private void save(String id, String name, int seconds) {
        site.store.executions().save(execution(id, name, seconds).build());
    }

    static Execution.Builder execution(String id, String name, int seconds) {
        Instant at = Site.NOW.plusSeconds(seconds);
        return Execution.builder(id, "A")
                .name(name)
                .status(ExecutionStatus.RUNNING)
                .buildTime(at)
                .startTime(at);
    }

    static String executions(String name) {
        return "/v1/pipelines/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20") + "/executions";
    }

    static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("pipelineExecutions")
                .forEach(one -> ids.add(one.at("/metadata/annotations")
                        .path("leafnode.dev/execution-id")
                        .asText()));
        return ids;
    }

    static String next(Answer page) {
        return page.at("/nextPageToken").asText("");
    }
}
