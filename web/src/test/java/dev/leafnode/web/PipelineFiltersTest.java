package dev.leafnode.web;

import static dev.leafnode.web.ExecutionListsTest.assertProblem;
import static dev.leafnode.web.PipelinesTest.execution;
import static dev.leafnode.web.PipelinesTest.executions;
import static dev.leafnode.web.PipelinesTest.ids;
import static dev.leafnode.web.PipelinesTest.next;
import static dev.leafnode.web.PipelinesTest.waitingTree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.web.Site.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which executions of a pipeline are found, and on which page. */
class PipelineFiltersTest {

    private final Site site = Site.ofAnn();

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
        saveBelow("after", new Trigger("pipeline", middle, null, null, Map.of()));
        saveBelow("free", Trigger.empty());
        assertFinds("rootExecution=root", "nested", "named", "deep", "after");
        assertFinds("rootExecution=middle", "nested", "named", "deep", "after");
        assertFinds("rootExecution=nested", "deep");
        assertFinds("rootExecution=nowhere", "lost");
        assertFinds("rootExecution=own", "own");
        assertFinds("rootExecution=free");
        assertFinds("parentExecution=middle", "nested", "named", "after");
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
        assertThat(site.calls).hasValue(10);
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
        waitingTree(site);
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
        assertThat(calls(executions("p") + "?triggerType=pipelineRef&pageSize=50"))
                .isEqualTo(2);
        // One more for all the parents that are named.
        assertThat(calls(executions("p") + "?rootExecution=root&pageSize=60")).isEqualTo(2 + 1);
    }

    private int calls(String url) {
        site.calls.set(0);
        assertThat(site.get(url).status()).isEqualTo(200);
        return site.calls.get();
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

    private void save(String id, String name, int seconds) {
        site.store.executions().save(execution(id, name, seconds).build());
    }

    private static Stage deploy(String environment, ExecutionStatus status) {
        return Stage.builder("deploy", "deploy")
                .status(status)
                .context(Map.of("environment", environment))
                .build();
    }
}
