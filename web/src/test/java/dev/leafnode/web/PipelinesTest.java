package dev.leafnode.web;

import static dev.leafnode.web.ExecutionListsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.web.Site.Answer;
import dev.leafnode.web.resource.PipelineExecution;
import dev.leafnode.web.resource.PipelineExecutionCodec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelinesTest {

    private static final String ULID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private final Site site = Site.ofAnn();

    // What is answered.

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
        waitingTree();
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

    // Filters.

    @Test
    void each_filter_restricts_and_all_hold_together() {
        site.store
                .executions()
                .save(execution("a", "p", -3)
                        .status(ExecutionStatus.SUCCEEDED)
                        .trigger(new Trigger("manual", null, null, null, Map.of("user", "ann")))
                        .stages(List.of(deploy("prod", ExecutionStatus.SUCCEEDED)))
                        .build());
        site.store
                .executions()
                .save(Execution.builder("b", "B")
                        .name("p")
                        .status(ExecutionStatus.TERMINAL)
                        .buildTime(Site.NOW.minusSeconds(2))
                        .trigger(new Trigger("git", null, null, null, Map.of("user", "bob")))
                        .stages(List.of(deploy("test", ExecutionStatus.TERMINAL)))
                        .build());
        site.store
                .executions()
                .save(execution("c", "p", -1)
                        .status(ExecutionStatus.of("NEWER_STATUS"))
                        .build());
        assertFinds("", "c", "b", "a");
        assertFinds("namespace=B", "b");
        assertFinds("namespace=", "c", "b", "a");
        assertFinds("status=Succeeded", "a");
        assertFinds("status=Succeeded,Failed", "b", "a");
        assertFinds("status=Running", "c");
        assertFinds("status=NEWER_STATUS", "c");
        assertFinds("status=TERMINAL,%20SUCCEEDED", "b", "a");
        assertFinds("status=TERMINAL,Running", "c", "b");
        assertFinds("status=Pending");
        assertFinds("status=Cancelled,Completed,PipelineRunTimeout,AwaitingApproval");
        assertFinds("awaitingApproval=true");
        assertFinds("awaitingApproval=false", "c", "b", "a");
        assertFinds("environment=prod", "a");
        assertFinds("environment=PROD");
        assertFinds("triggerType=git", "b");
        assertFinds("triggeredBy=ann", "a");
        assertFinds("triggeredBy=ann&status=Failed");
        assertFinds("triggeredBy=ann&status=Succeeded&environment=prod&namespace=A&awaitingApproval=false", "a");
        // "b" has not started.
        assertFinds("startedAfter=2026-03-01T11:59:57Z", "c");
        assertFinds("startedAfter=2026-03-01T11:59:56.999Z", "c", "a");
        assertFinds("startedBefore=2026-03-01T11:59:59Z", "a");
        assertFinds("startedBefore=2026-03-01T13:59:59%2B02:00", "a");
        assertFinds("startedBefore=2026-03-01T13:59:59+02:00", "a");
        assertFinds("startedAfter=2026-03-01T11:59:57Z&startedBefore=2026-03-01T11:59:59Z");
        assertFinds("orderBy=creationTimestamp%20desc", "c", "b", "a");
        assertFinds("orderBy=metadata.creationTimestamp%20%20desc%20", "c", "b", "a");
    }

    @Test
    void executions_are_found_below_their_parent_and_below_everything_above_it() {
        Execution root = Site.waitingExecution("root", "A", null);
        Execution middle = Site.waitingExecution("middle", "B", null).toBuilder()
                .trigger(Trigger.snapshot(root, "call"))
                .build();
        site.store.executions().save(root);
        site.store.executions().save(middle);
        saveBelow("nested", Trigger.snapshot(middle, "call"));
        saveBelow("named", Trigger.reference("middle", "call"));
        saveBelow("deep", Trigger.reference("nested", "call"));
        saveBelow("lost", Trigger.reference("nowhere", "call"));
        saveBelow("own", Trigger.reference("own", "call"));
        saveBelow("free", Trigger.empty());
        assertFinds("rootExecution=root", "nested", "named", "deep");
        assertFinds("rootExecution=middle", "nested", "named", "deep");
        assertFinds("rootExecution=nested", "deep");
        assertFinds("rootExecution=nowhere", "lost");
        assertFinds("rootExecution=own", "own");
        assertFinds("rootExecution=free");
        assertFinds("parentExecution=middle", "nested", "named");
        assertFinds("parentExecution=root");
        assertFinds("parentExecution=nested&rootExecution=root", "deep");
    }

    private void saveBelow(String id, Trigger trigger) {
        site.store
                .executions()
                .save(execution(id, "p", -id.length()).trigger(trigger).build());
    }

    @Test
    void forged_parents_in_a_circle_or_without_end_are_climbed_so_far_and_no_farther() {
        saveBelow("one", Trigger.reference("another", "call"));
        saveBelow("another", Trigger.reference("one", "call"));
        for (int i = 0; i < 100; i++) {
            site.store
                    .executions()
                    .save(execution("up" + i, "q", 0)
                            .trigger(Trigger.reference("up" + (i + 1), "call"))
                            .build());
        }
        saveBelow("bottom", Trigger.reference("up0", "call"));
        assertFinds("rootExecution=one", "another", "one");
        assertFinds("rootExecution=up20", "bottom");
        assertFinds("rootExecution=up90");
        assertThat(calls(executions("p") + "?rootExecution=up90")).isLessThan(40);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status=Jogging | status: expected Pending, Running, AwaitingApproval, Succeeded, Completed, Failed, Cancelled, PipelineRunTimeout, or a status such as RUNNING, got 'Jogging'",
                "status=Skipped | got 'Skipped'",
                "awaitingApproval=perhaps | awaitingApproval: expected a value of type Boolean, got 'perhaps'",
                "startedAfter=yesterday | startedAfter: expected a time in RFC 3339 such as 2026-03-01T12:00:00Z, got 'yesterday'",
                "startedBefore=2026-03-01 | startedBefore: expected a time in RFC 3339",
                "startedBefore=%2B12026-03-01T12:00:00Z | startedBefore: expected a time in RFC 3339",
                "orderBy=startTime | orderBy: expected 'creationTimestamp desc', the only order there is, got 'startTime'",
                "orderBy=creationTimestamp | orderBy: expected",
                "pageSize=0 | pageSize: expected 1 to 1000, got 0",
                "pageSize=1001 | pageSize: expected 1 to 1000, got 1001",
                "pageSize=many | pageSize: expected a value of type int, got 'many'",
                "pageToken=x | pageToken: expected one that a page gave, got 'x'",
                "pageToken=%00 | pageToken: expected one that a page gave",
                "pageToken=MQpl | pageToken: expected one that a page gave",
                "as=xml | as: expected json or yaml or configmap, got 'xml'",
            })
    void what_cannot_be_answered_is_a_bad_request_that_says_why(String query, String detail) {
        save("e", "p", 0);
        assertThat(assertProblem(site.get(executions("p") + "?" + query), 400)).contains(detail);
    }

    // Pages.

    @Test
    void pages_hold_everything_once_whatever_is_filtered_and_whatever_their_size() {
        for (int i = 0; i < 250; i++) {
            site.store
                    .executions()
                    .save(execution("e" + i, "p", -i)
                            // Several were created at the same moment, and some are of no known time.
                            .buildTime(i % 10 == 3 ? null : Site.NOW.minusSeconds(i / 3))
                            .startTime(Site.NOW.minusSeconds(i))
                            .stages(List.of(deploy(i % 7 == 0 ? "prod" : "test", ExecutionStatus.RUNNING)))
                            .build());
        }
        for (String filter :
                List.of("", "environment=prod", "environment=test", "status=Running", "environment=none")) {
            List<String> whole =
                    ids(site.get(executions("p") + "?pageSize=1000&" + filter).json());
            assertThat(whole)
                    .hasSize(
                            switch (filter) {
                                case "environment=prod" -> 36;
                                case "environment=test" -> 214;
                                case "environment=none" -> 0;
                                default -> 250;
                            });
            for (int size : List.of(1, 7, 36, 100, 214)) {
                assertThat(paged(filter, size)).as(filter + " by " + size).isEqualTo(whole);
            }
        }
    }

    @Test
    void the_last_page_has_no_token_when_nothing_more_is_found() {
        save("prod", "p", 0);
        for (int i = 1; i < 50; i++) {
            save("other" + i, "p", -i);
        }
        site.store
                .executions()
                .save(execution("prod", "p", 0)
                        .stages(List.of(deploy("prod", ExecutionStatus.RUNNING)))
                        .build());
        Answer only = site.get(executions("p") + "?environment=prod&pageSize=1");
        assertThat(only.at("/pipelineExecution/metadata/name").asText()).isEqualTo("prod");
        assertThat(only.at("/nextPageToken").isNull()).isTrue();
    }

    @Test
    void a_request_looks_at_no_more_than_a_thousand_and_goes_on_from_there() {
        int all = ExecutionSearch.MOST_LOOKED_AT + 50;
        for (int i = 0; i < all; i++) {
            save("e" + i, "p", -i);
        }
        site.store
                .executions()
                .save(execution("last", "p", -all)
                        .trigger(new Trigger("manual", null, null, null, Map.of("user", "ann")))
                        .build());
        site.calls.set(0);
        Answer first = site.get(executions("p") + "?triggeredBy=ann");
        assertThat(site.calls).hasValue(20);
        assertThat(first.at("/pipelineExecutions")).isEmpty();
        Answer second = site.get(executions("p") + "?triggeredBy=ann&pageToken=" + next(first));
        assertThat(ids(second.json())).containsExactly("last");
        assertThat(second.at("/nextPageToken").isNull()).isTrue();
    }

    @Test
    void a_token_goes_with_its_query_and_with_any_size_and_form() {
        for (int i = 0; i < 5; i++) {
            save("e" + i, "p", -i);
        }
        String token = next(site.get(executions("p") + "?namespace=A&pageSize=2"));
        for (String other : List.of("namespace=B", "", "namespace=A&status=Running", "namespace=A&triggeredBy=ann")) {
            assertThat(assertProblem(site.get(executions("p") + "?" + other + "&pageToken=" + token), 400))
                    .startsWith("pageToken: expected one that a page of this very query gave");
        }
        assertProblem(site.get(executions("q") + "?namespace=A&pageToken=" + token), 400);
        assertThat(ids(site.get(executions("p") + "?namespace=A&pageSize=1&pageToken=" + token)
                        .json()))
                .containsExactly("e2");
        assertThat(site.get(executions("p") + "?namespace=A&as=configmap&pageToken=" + token)
                        .at("/items"))
                .hasSize(3);
        String decoded = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        for (String forged :
                List.of(decoded.substring(0, 16), decoded.substring(0, 16) + "x", decoded.substring(0, 16) + "MQ")) {
            String url = executions("p") + "?namespace=A&pageToken="
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
            assertProblem(site.get(url), 400);
        }
    }

    @Test
    void a_page_takes_the_same_number_of_statements_whatever_is_on_it() {
        waitingTree();
        for (int i = 0; i < 60; i++) {
            site.waiting("e" + i, "A", "middle");
            site.store
                    .executions()
                    .save(site.store.executions().find("e" + i).orElseThrow().toBuilder()
                            .name("p")
                            .build());
            site.open("e" + i);
        }
        assertThat(calls(executions("p") + "?pageSize=1")).isEqualTo(2);
        assertThat(calls(executions("p") + "?pageSize=60")).isEqualTo(2);
        assertThat(calls(executions("pipeline of root") + "/root")).isEqualTo(2);
        assertThat(calls(executions("nobody's"))).isEqualTo(1);
        site.store
                .executions()
                .save(execution("over", "q", 0)
                        .status(ExecutionStatus.SUCCEEDED)
                        .build());
        assertThat(calls(executions("q"))).isEqualTo(1);
        // One more to find the place in the middle of what was looked at, and one for all the parents that are named.
        assertThat(calls(executions("p") + "?triggerType=pipelineRef&pageSize=50"))
                .isEqualTo(3);
        assertThat(calls(executions("p") + "?rootExecution=root&pageSize=60")).isEqualTo(2 + 1);
    }

    private int calls(String url) {
        site.calls.set(0);
        assertThat(site.get(url).status()).isEqualTo(200);
        return site.calls.get();
    }

    // Forms.

    @Test
    void every_form_reads_back_to_the_same_resource() {
        waitingTree();
        String url = executions("pipeline of root") + "/root";
        PipelineExecution json = PipelineExecutionCodec.read(site.get(url).body());
        assertThat(json.condition("AwaitingApproval")).isPresent();
        for (String form : List.of("?as=json", "?as=yaml", "?as=configmap")) {
            assertThat(PipelineExecutionCodec.read(site.get(url + form).body())).isEqualTo(json);
        }
        JsonNode list =
                site.get(executions("pipeline of root") + "?as=configmap").json();
        assertThat(list.at("/kind").asText()).isEqualTo("List");
        assertThat(list.at("/apiVersion").asText()).isEqualTo("v1");
        assertThat(PipelineExecutionCodec.read(list.at("/items/0").toString())).isEqualTo(json);
        assertThat(list.at("/metadata").has("continue")).isFalse();
        assertThat(site.get(executions("pipeline of root") + "?as=yaml").body())
                .startsWith("pipelineExecutions:\n")
                .contains("nextPageToken: null\n");
    }

    @Test
    void a_list_of_config_maps_goes_on_as_one_of_kubernetes() {
        save("a", "p", -1);
        save("b", "p", 0);
        JsonNode first = site.get(executions("p") + "?as=configmap&pageSize=1").json();
        String url = executions("p") + "?as=configmap&pageToken="
                + first.at("/metadata/continue").asText();
        assertThat(site.get(url).at("/items/0/metadata/name").asText()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | application/json",
                "*/* | application/json",
                "application/* | application/json",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | application/json",
                "application/json | application/json",
                "application/yaml | application/yaml",
                "application/yaml; charset=utf-8 | application/yaml",
                "text/yaml | application/yaml",
                "application/x-yaml | application/yaml",
                "text/* | application/yaml",
                "application/json;q=0.5, application/yaml | application/yaml",
                "application/json, application/yaml;q=0.9 | application/json",
                "*/*, application/json;q=0 | application/yaml",
                "application/vnd.kubernetes.configmap+json | application/vnd.kubernetes.configmap+json",
                "application/*+json | application/vnd.kubernetes.configmap+json",
                "image/png, application/json;q=0.1 | application/json",
            })
    void the_answer_is_of_the_type_that_the_client_likes_best(String accept, String type) {
        save("e", "p", 0);
        for (String url : List.of(executions("p"), executions("p") + "/e")) {
            Answer answer = site.get(url, "Accept", accept);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.type()).isEqualTo(type);
            assertThat(answer.headers().get("Vary")).contains("Accept");
            assertThat(site.get(url + "?as=json", "Accept", accept).type()).isEqualTo("application/json");
        }
    }

    @Test
    void where_nothing_is_acceptable_the_answer_says_what_there_is() {
        assertThat(assertProblem(site.get(executions("p"), "Accept", "image/png, application/json;q=0"), 406))
                .isEqualTo(
                        "Accept: expected application/json or application/yaml or application/vnd.kubernetes.configmap+json, got 'image/png, application/json;q=0'");
        assertThat(assertProblem(site.get("/v1/pipelines", "Accept", "application/vnd.kubernetes.configmap+json"), 406))
                .contains("application/json or application/yaml, got");
        assertProblem(site.get("/v1/pipelines?as=configmap"), 400);
        assertProblem(site.get(executions("p"), "Accept", "neither/nor/this"), 400);
    }

    @Test
    void each_form_has_a_tag_and_what_has_not_changed_is_not_sent_again() {
        save("e", "p", 0);
        for (String url : List.of("/v1/pipelines", executions("p"), executions("p") + "/e")) {
            List<String> tags = new ArrayList<>();
            for (String form : List.of("?as=json", "?as=yaml")) {
                String tag = site.get(url + form).headers().get("ETag");
                assertThat(site.get(url + form, "If-None-Match", tag).status()).isEqualTo(304);
                tags.add(tag);
            }
            assertThat(tags).doesNotHaveDuplicates();
        }
    }

    // Pipelines.

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
                .isEqualTo("These are the pipelines of the newest 500 executions; there may be others");
    }

    private void assertFinds(String query, String... ids) {
        assertThat(ids(site.get(executions("p") + "?" + query).json()))
                .as(query)
                .containsExactlyInAnyOrder(ids);
        assertThat(paged(query, 1)).as(query).containsExactlyInAnyOrder(ids);
    }

    private List<String> paged(String query, int size) {
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            Answer page = site.get(executions("p") + "?pageSize=" + size + "&pageToken=" + token + "&" + query);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            assertThat(ids(page.json())).hasSizeLessThanOrEqualTo(size);
            ids.addAll(ids(page.json()));
            token = next(page);
        } while (!token.isEmpty());
        return ids;
    }

    private static String next(Answer page) {
        return page.at("/nextPageToken").asText("");
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("pipelineExecutions")
                .forEach(one -> ids.add(one.at("/metadata/annotations")
                        .path("leafnode.dev/execution-id")
                        .asText()));
        return ids;
    }

    private void waitingTree() {
        site.waiting("root", "A", null);
        site.waiting("middle", "B", "root");
        site.waiting("leaf", "C", "middle");
        site.open("leaf");
    }

    private void save(String id, String name, int seconds) {
        site.store.executions().save(execution(id, name, seconds).build());
    }

    private static Execution.Builder execution(String id, String name, int seconds) {
        Instant at = Site.NOW.plusSeconds(seconds);
        return Execution.builder(id, "A")
                .name(name)
                .status(ExecutionStatus.RUNNING)
                .buildTime(at)
                .startTime(at);
    }

    private static Stage deploy(String environment, ExecutionStatus status) {
        return Stage.builder("deploy", "deploy")
                .status(status)
                .context(Map.of("environment", environment))
                .build();
    }

    private static String executions(String name) {
        return "/v1/pipelines/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20") + "/executions";
    }
}
