package dev.leafnode.web;

import static dev.leafnode.web.ExecutionListsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.web.Site.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.web.filter.HiddenHttpMethodFilter;

class DecisionsTest {

    private static final String CONTINUE = "{\"decision\": \"continue\"}";
    private static final int ROUNDS = 200;

    private final Site site = Site.ofAnn();

    @Test
    void a_judgment_is_decided_and_who_when_and_what_is_kept() {
        site.waiting("root", "A", null);
        site.waiting("leaf", "B", "root");
        JudgmentKey key = site.open("leaf");

        Answer decided = site.post(
                "/judgments/leaf/judge/decision",
                "{\"decision\": \"stop\", \"input\": \"blue\", \"comment\": \"too late\", \"attempt\": %d}"
                        .formatted(key.attempt()));

        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertState(decided.json(), "TERMINAL", "stop", "ann");
        assertThat(decided.at("/input").asText()).isEqualTo("blue");
        assertThat(decided.at("/comment").asText()).isEqualTo("too late");
        assertThat(decided.at("/decidedAt").asLong()).isEqualTo(Site.NOW.toEpochMilli());
        assertThat(site.get("/judgments").at("/judgments")).isEmpty();
        assertThat(site.get("/pipelines/root").at("/stages/0/others")).isEmpty();
    }

    /** Browsers send such bodies to other sites without asking these, and with their cookies. */
    @Test
    void a_body_that_a_page_of_another_site_could_send_is_not_read() {
        site.waiting("leaf", "B", null);
        site.open("leaf");
        for (String type : new String[] {
            null, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "none"
        }) {
            assertProblem(site.postOfType(type, "/judgments/leaf/judge/decision", CONTINUE), 415);
        }
        assertThat(site.get("/judgments").at("/judgments")).hasSize(1);
        Answer decided = site.postOfType("application/json;charset=UTF-8", "/judgments/leaf/judge/decision", CONTINUE);
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertProblem(site.postOfType("application/merge-patch+json", "/judgments/leaf/judge/decision", CONTINUE), 409);
    }

    @Test
    void a_form_that_calls_itself_another_method_is_not_read_either() {
        Site hiding =
                new Site(AccessPolicy.DEFAULT, Site.as("ann", "releasers"), List.of(new HiddenHttpMethodFilter()));
        hiding.waiting("leaf", "B", null);
        hiding.open("leaf");
        assertProblem(
                hiding.postOfType(
                        "text/plain",
                        "/pipelines/leaf/stages/judge?_method=PATCH",
                        "{\"judgmentStatus\": \"continue\", \"x\": \"=\"}"),
                415);
        assertThat(hiding.get("/judgments").at("/judgments")).hasSize(1);
    }

    @Test
    void a_judgment_that_is_named_must_be_below_what_is_asked() {
        site.waiting("root", "A", null);
        site.waiting("leaf", "B", "root");
        site.waiting("other", "B", null);
        site.open("leaf");
        site.open("other");
        String other = "{\"decision\": \"stop\", \"judgment\": {\"executionId\": \"other\", \"stageId\": \"judge\"}}";
        assertProblem(site.post("/judgments/root/decision", other), 404);
        assertProblem(site.post("/judgments/nowhere/decision", other), 404);
        assertThat(site.get("/judgments").at("/judgments")).hasSize(2);
        String leaf = other.replace("other", "leaf");
        assertThat(site.post("/judgments/root/decision", leaf).status()).isEqualTo(200);
        assertProblem(site.post("/judgments/root/decision", leaf), 409);
    }

    @Test
    void what_is_over_is_not_found_where_nobody_knows_the_executions() {
        Site blind = Site.ofAnnWithoutExecutions();
        blind.waiting("leaf", "B", null);
        blind.open("leaf");
        assertThat(blind.get("/executions/leaf/judgments").at("/judgments")).hasSize(1);
        assertThat(blind.post("/judgments/leaf/judge/decision", CONTINUE).status())
                .isEqualTo(200);
        assertProblem(blind.post("/judgments/leaf/judge/decision", CONTINUE), 404);
        for (String id : List.of("leaf", "nowhere")) {
            assertThat(blind.get("/executions/%s/judgments".formatted(id)).at("/judgments"))
                    .isEmpty();
        }
    }

    @Test
    void orcas_way_to_decide_answers_with_the_execution() {
        site.waiting("leaf", "B", null);
        site.open("leaf");
        Answer decided = site.patch(
                "/pipelines/leaf/stages/judge",
                "{\"judgmentStatus\": \"continue\", \"judgmentInput\": \"red\", \"judgmentInputs\": []}");
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertThat(decided.at("/id").asText()).isEqualTo("leaf");
        assertThat(decided.at("/stages/1/status").asText()).isEqualTo("SUCCEEDED");
        assertThat(decided.at("/stages/1/context/judgmentStatus").asText()).isEqualTo("continue");
        assertThat(decided.at("/stages/1/context/judgmentInput").asText()).isEqualTo("red");
    }

    @Test
    void the_one_judgment_below_is_decided_from_any_ancestor() {
        site.waiting("root", "A", null);
        site.waiting("middle", "A", "root");
        site.waiting("leaf", "B", "middle");
        site.open("leaf");
        Answer decided = site.post("/judgments/root/decision", CONTINUE);
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertThat(decided.at("/executionId").asText()).isEqualTo("leaf");
        assertState(decided.json(), "SUCCEEDED", "continue", "ann");
        assertProblem(site.post("/judgments/root/decision", CONTINUE), 409);
    }

    @Test
    void of_several_judgments_below_one_has_to_be_named() {
        site.waiting("root", "A", null);
        site.waiting("a", "B", "root");
        site.waiting("b", "B", "root");
        site.open("a");
        site.open("b");
        Answer ambiguous = site.post("/judgments/root/decision", CONTINUE);
        assertProblem(ambiguous, 422);
        assertThat(ambiguous.at("/judgments")).hasSize(2);
        assertThat(site.get("/judgments").at("/judgments")).hasSize(2);
        Answer named = site.post(
                "/judgments/root/decision",
                "{\"decision\": \"continue\", \"judgment\": {\"executionId\": \"b\", \"stageId\": \"judge\"}}");
        assertThat(named.status()).as(named.body()).isEqualTo(200);
        assertThat(site.get("/judgments").at("/judgments/0/executionId").asText())
                .isEqualTo("a");
    }

    @Test
    void what_was_decided_timed_out_or_restarted_meanwhile_is_a_conflict_that_says_how_it_stands() {
        site.waiting("leaf", "B", null);
        JudgmentKey first = site.open("leaf");
        assertThat(site.post("/judgments/leaf/judge/decision", CONTINUE).status())
                .isEqualTo(200);
        for (String path : List.of("/judgments/leaf/judge/decision", "/judgments/leaf/decision")) {
            assertProblem(site.post(path, "{\"decision\": \"stop\"}"), 409);
        }
        Answer late = site.post("/judgments/leaf/judge/decision", "{\"decision\": \"stop\"}");
        assertState(late.at("/current"), "SUCCEEDED", "continue", "ann");

        JudgmentKey second = site.open("leaf", 50);
        Answer stale = site.post(
                "/judgments/leaf/judge/decision",
                "{\"decision\": \"stop\", \"attempt\": %d}".formatted(first.attempt()));
        assertThat(assertProblem(stale, 409)).contains(String.valueOf(first.attempt()));
        assertThat(stale.at("/current/attempt").asLong()).isEqualTo(second.attempt());
        assertThat(stale.at("/current/status").asText()).isEqualTo("RUNNING");
    }

    @Test
    void of_two_who_decide_in_the_same_millisecond_one_wins_and_the_other_learns_who() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                String id = "leaf " + round;
                site.waiting(id, "B", null);
                site.open(id);
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Answer>> answers = new ArrayList<>();
                for (String decision : List.of("continue", "stop")) {
                    Callable<Answer> deciding = () -> {
                        start.await(30, TimeUnit.SECONDS);
                        return site.post(
                                "/judgments/leaf%20" + id.substring(5) + "/judge/decision",
                                "{\"decision\": \"%s\"}".formatted(decision));
                    };
                    answers.add(people.submit(deciding));
                }
                Answer one = answers.get(0).get();
                Answer other = answers.get(1).get();
                assertThat(List.of(one.status(), other.status())).containsExactlyInAnyOrder(200, 409);
                Answer won = one.status() == 200 ? one : other;
                Answer lost = one.status() == 200 ? other : one;
                assertThat(lost.at("/current/decision")).isEqualTo(won.at("/decision"));
                assertThat(lost.at("/current/decidedBy").asText()).isEqualTo("ann");
            }
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void without_a_required_role_or_without_a_name_nobody_decides() {
        for (Site other : List.of(
                new Site(AccessPolicy.DEFAULT, Site.as("bob", "another role")),
                new Site(AccessPolicy.DEFAULT, Site.asNobody()))) {
            other.waiting("leaf", "B", null);
            other.open("leaf");
            assertThat(assertProblem(other.post("/judgments/leaf/judge/decision", CONTINUE), 403))
                    .contains("leaf/judge", "releasers");
            assertProblem(other.post("/judgments/leaf/decision", CONTINUE), 403);
            assertProblem(other.patch("/pipelines/leaf/stages/judge", "{\"judgmentStatus\": \"stop\"}"), 403);
            assertThat(other.get("/judgments").at("/judgments")).hasSize(1);
        }
    }

    @Test
    void what_waits_can_be_decided_although_its_event_was_lost() {
        site.waiting("leaf", "B", null);
        assertThat(site.get("/judgments").at("/judgments")).isEmpty();
        Answer decided = site.post("/judgments/leaf/judge/decision", CONTINUE);
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertState(decided.json(), "SUCCEEDED", "continue", "ann");
    }

    @Test
    void what_is_not_there_is_not_found() {
        site.waiting("leaf", "B", null);
        site.open("leaf");
        assertProblem(site.post("/judgments/nowhere/judge/decision", CONTINUE), 404);
        assertProblem(site.post("/judgments/leaf/nothing/decision", CONTINUE), 404);
        assertProblem(site.post("/judgments/nowhere/decision", CONTINUE), 404);
        assertProblem(site.patch("/pipelines/nowhere/stages/x", "{\"judgmentStatus\": \"stop\"}"), 404);
    }

    @Test
    void a_decision_that_is_none_is_a_bad_request_and_decides_nothing() {
        site.waiting("leaf", "B", null);
        site.open("leaf");
        for (String body : List.of(
                "",
                "{",
                "[]",
                "null",
                "{} {}",
                "{}",
                "{\"decision\": \"perhaps\"}",
                "{\"decision\": null}",
                "{\"decision\": true}",
                "{\"decision\": \"CONTINUE\"}",
                "{\"decision\": \"stop\", \"input\": 5}",
                "{\"decision\": \"stop\", \"input\": \"green\"}",
                "{\"decision\": \"stop\", \"comment\": []}",
                "{\"decision\": \"stop\", \"comment\": \"%s\"}".formatted("x".repeat(10_001)),
                "{\"decision\": \"stop\", \"attempt\": \"now\"}",
                "{\"decision\": \"stop\", \"attempt\": 1.5}",
                "{\"decision\": \"stop\", \"attempt\": 99999999999999999999}")) {
            assertProblem(site.post("/judgments/leaf/judge/decision", body), 400);
        }
        for (String body : List.of(
                "{}",
                "{\"judgmentStatus\": \"CONTINUE\"}",
                "{\"judgmentStatus\": \"stop\", \"judgmentInputs\": \"blue\"}")) {
            assertProblem(site.patch("/pipelines/leaf/stages/judge", body), 400);
        }
        assertProblem(site.post("/judgments/leaf/judge/decision", " ".repeat(2 << 20)), 413);
        assertThat(site.get("/judgments").at("/judgments")).hasSize(1);
    }

    @Test
    void bytes_that_are_no_text_are_a_bad_request() {
        site.waiting("leaf", "B", null);
        for (byte[] body : List.of(
                new byte[] {0, 0, '{', 0},
                new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'},
                new byte[] {0, 0, 0, '{', 0x7f, 0x7f, 0x7f, 0x7f})) {
            assertProblem(site.send("POST", "/judgments/leaf/judge/decision", body), 400);
            assertProblem(site.send("PUT", "/executions/leaf", body), 400);
        }
    }

    @Test
    void a_stage_that_is_no_judgment_is_not_found() {
        site.waiting("leaf", "B", null);
        assertProblem(site.post("/judgments/leaf/call/decision", CONTINUE), 404);
    }

    @Test
    void what_the_engine_throws_is_not_the_callers_fault() {
        site.waiting("leaf", "B", null);
        site.open("leaf");
        site.failure = new IllegalArgumentException("of the engine");
        Answer failed = site.post("/judgments/leaf/judge/decision", CONTINUE);
        assertThat(assertProblem(failed, 500)).doesNotContain("of the engine");
        assertThat(site.post(
                                "/judgments/decisions",
                                "{\"decisions\": [{\"executionId\": \"leaf\", \"decision\": \"stop\"}]}")
                        .at("/results/0/status")
                        .asInt())
                .isEqualTo(500);
    }

    @Test
    void several_are_decided_each_with_its_own_result() {
        site.waiting("a", "B", null);
        site.waiting("b", "B", null);
        site.open("a");
        JudgmentKey b = site.open("b");
        Answer answer = site.post("/judgments/decisions", """
                {"decisions": [
                  {"executionId": "a", "stageId": "judge", "decision": "continue"},
                  {"executionId": "a", "stageId": "judge", "decision": "stop"},
                  {"executionId": "nowhere", "stageId": "judge", "decision": "stop"},
                  {"executionId": "b", "decision": "stop", "attempt": %d},
                  {"executionId": "%s", "stageId": "judge", "decision": "stop"}
                ]}
                """.formatted(b.attempt(), "x".repeat(65)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<Integer> statuses = new ArrayList<>();
        answer.at("/results")
                .forEach(result -> statuses.add(result.path("status").asInt()));
        assertThat(statuses).containsExactly(200, 409, 404, 200, 400);
        assertThat(answer.at("/results/1/problem/current/decision").asText()).isEqualTo("continue");
        assertProblem(site.post("/judgments/decisions", "{\"decisions\": {}}"), 400);
        assertProblem(site.post("/judgments/decisions", "{\"decisions\": [7]}"), 400);
        assertProblem(
                site.post("/judgments/decisions", "{\"decisions\": [%s]}".formatted("{},".repeat(100) + "{}")), 400);
    }

    private static void assertState(JsonNode state, String status, String decision, String by) {
        assertThat(state.path("status").asText()).isEqualTo(status);
        assertThat(state.path("decision").asText()).isEqualTo(decision);
        assertThat(state.path("decidedBy").asText()).isEqualTo(by);
    }
}
