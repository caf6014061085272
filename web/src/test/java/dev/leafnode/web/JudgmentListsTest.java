package dev.leafnode.web;

import static dev.leafnode.web.ExecutionListsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.web.Site.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgmentListsTest {

    private static final long SINCE = Site.NOW.toEpochMilli();

    private final Site site = Site.ofAnn();

    @Test
    void the_inbox_says_of_each_judgment_what_a_person_needs_to_decide() {
        site.waiting("root", "A", null);
        site.waiting("leaf", "B", "root");
        site.open("leaf");

        JsonNode judgment = site.get("/judgments").at("/judgments/0");

        assertThat(judgment.path("executionId").asText()).isEqualTo("leaf");
        assertThat(judgment.path("stageId").asText()).isEqualTo("judge");
        assertThat(judgment.path("attempt").asLong()).isEqualTo(SINCE);
        assertThat(judgment.path("application").asText()).isEqualTo("B");
        assertThat(judgment.path("pipeline").asText()).isEqualTo("pipeline of leaf");
        assertThat(judgment.path("stage").asText()).isEqualTo("Judge it");
        assertThat(judgment.path("instructions").asText()).isEqualTo("Look at it");
        assertThat(texts(judgment.path("inputs"))).containsExactly("blue", "red");
        assertThat(texts(judgment.path("requiredRoles"))).containsExactly("releasers");
        assertThat(judgment.path("waitingSince").asLong()).isEqualTo(SINCE);
        assertThat(judgment.at("/deadline/at").asLong())
                .isEqualTo(SINCE + Duration.ofHours(12).toMillis());
        assertThat(judgment.at("/deadline/executionId").asText()).isEqualTo("root");
        assertThat(judgment.at("/deadline/stageId").asText()).isEqualTo("call");
        assertThat(judgment.path("paused").asBoolean()).isFalse();
        assertThat(judgment.path("canJudge").asBoolean()).isTrue();
        assertThat(judgment.at("/path/0/executionId").asText()).isEqualTo("root");
        assertThat(judgment.at("/path/0/application").asText()).isEqualTo("A");
        assertThat(judgment.at("/path/0/pipeline").asText()).isEqualTo("pipeline of root");
        assertThat(judgment.at("/path/0/stage").asText()).isEqualTo("Call it");
        assertThat(judgment.path("path")).hasSize(1);
    }

    @Test
    void the_inbox_is_filtered() {
        site.waiting("root", "A", null);
        site.waiting("leaf", "B", "root");
        site.waiting("old", "C", null);
        site.open("leaf");
        site.open("old", -Duration.ofHours(3).toMillis());
        assertThat(found("/judgments")).containsExactly("old", "leaf");
        assertThat(found("/judgments?application=B")).containsExactly("leaf");
        assertThat(found("/judgments?pipeline=pipeline%20of%20old")).containsExactly("old");
        assertThat(found("/judgments?rootExecution=root")).containsExactly("leaf");
        assertThat(found("/judgments?rootExecution=nowhere")).isEmpty();
        assertThat(found("/judgments?waitingLongerThan=2h")).containsExactly("old");
        assertThat(found("/judgments?waitingLongerThan=PT4H")).isEmpty();
        assertThat(found("/judgments?waitingLongerThan=1d")).isEmpty();
        assertThat(found("/judgments?text=OF%20LEAF")).containsExactly("leaf");
        assertThat(found("/judgments?text=look")).hasSize(2);
        assertThat(found("/judgments?text=")).hasSize(2);
    }

    @Test
    void the_inbox_is_sorted_counted_and_read_page_by_page() {
        for (int i = 0; i < 7; i++) {
            site.waiting("e" + i, "A", null);
            site.open("e" + i, i);
        }
        site.save(
                "e6",
                Site.judge(6).toBuilder()
                        .context(Map.of("stageTimeoutMs", 1_000))
                        .build());
        site.waiting("hasty", "A", null);
        site.save(
                "hasty",
                Site.judge(9).toBuilder()
                        .context(Map.of("stageTimeoutMs", 1_000))
                        .build());
        site.store.judgments().repair(Site.NOW, Site.NOW.minusSeconds(60), 10);
        for (String sort : List.of("age", "deadline")) {
            List<String> all = new ArrayList<>();
            String token = "";
            do {
                Answer page = site.get("/judgments?count=true&limit=3&sort=" + sort
                        + (token.isEmpty() ? "" : "&pageToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8)));
                assertThat(page.at("/count").asInt()).isEqualTo(8);
                all.addAll(ids(page));
                token = page.at("/nextPageToken").asText("");
            } while (!token.isEmpty() && !token.equals("null"));
            assertThat(all).hasSize(8).startsWith(sort.equals("age") ? "e0" : "hasty");
        }
        assertThat(site.get("/judgments").json().has("count")).isFalse();
    }

    @Test
    void what_is_mine_is_what_i_may_decide() {
        site.waiting("leaf", "B", null);
        site.open("leaf");
        assertThat(found("/judgments?mine=true")).containsExactly("leaf");
        Site ofBob = new Site(AccessPolicy.DEFAULT, Site.as("bob", "another role"));
        ofBob.waiting("leaf", "B", null);
        ofBob.open("leaf");
        assertThat(ids(ofBob.get("/judgments"))).containsExactly("leaf");
        assertThat(ofBob.get("/judgments").at("/judgments/0/canJudge").asBoolean())
                .isFalse();
        assertThat(ids(ofBob.get("/judgments?mine=true"))).isEmpty();
        assertThat(ofBob.get("/judgments?mine=true&count=true").at("/count").asInt())
                .isZero();
    }

    @Test
    void what_blocks_an_execution_comes_oldest_first_and_says_whether_that_is_all() {
        site.waiting("root", "A", null);
        site.waiting("a", "B", "root");
        site.waiting("b", "B", "root");
        site.open("a", 5);
        site.open("b", 2);
        Answer all = site.get("/executions/root/judgments");
        assertThat(ids(all)).containsExactly("b", "a");
        assertThat(all.at("/truncated").asBoolean()).isFalse();
        assertThat(all.at("/judgments/0/path/0/executionId").asText()).isEqualTo("root");
        Answer one = site.get("/executions/root/judgments?limit=1");
        assertThat(ids(one)).containsExactly("b");
        assertThat(one.at("/truncated").asBoolean()).isTrue();
        site.waiting("idle", "A", null);
        assertThat(ids(site.get("/executions/idle/judgments"))).isEmpty();
        assertProblem(site.get("/executions/nowhere/judgments"), 404);
    }

    @Test
    void the_way_to_the_leaf_that_has_waited_longest_is_a_redirect_or_its_judgment() {
        site.waiting("root", "A", null);
        site.waiting("a", "B & C", "root");
        assertProblem(site.get("/executions/root/leaf"), 404);
        assertProblem(site.get("/executions/nowhere/leaf"), 404);
        site.open("a");
        Answer redirect = site.get("/executions/root/leaf", "Accept", "text/html,*/*");
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.headers()).containsEntry("Location", "https://ui/#/B%20%26%20C/a?stage=judge");
        Answer json = site.get("/executions/root/leaf", "Accept", "application/json");
        assertThat(json.status()).isEqualTo(200);
        assertThat(json.at("/executionId").asText()).isEqualTo("a");
        assertThat(site.get("/executions/root/leaf").status()).isEqualTo(302);
    }

    @Test
    void a_page_asks_the_store_as_often_whatever_is_open() {
        site.waiting("root", "A", null);
        for (int i = 0; i < 60; i++) {
            site.waiting("leaf-" + i, "A", "root");
        }
        List<String> urls = List.of(
                "/applications/A/pipelines?limit=30",
                "/applications/A/pipelines?awaitingJudgment=any",
                "/pipelines/root",
                "/judgments",
                "/judgments?sort=deadline&count=true",
                "/judgments?mine=true");
        List<Integer> nothingOpen = urls.stream().map(this::calls).toList();
        for (int i = 0; i < 60; i++) {
            site.open("leaf-" + i, i);
        }
        assertThat(urls.stream().map(this::calls).toList()).isEqualTo(nothingOpen);
        assertThat(nothingOpen).containsExactly(1, 1, 1, 1, 1, 2);
    }

    private int calls(String url) {
        site.calls.set(0);
        assertThat(site.get(url).status()).isEqualTo(200);
        return site.calls.get();
    }

    @Test
    void a_paused_execution_says_so() {
        site.waiting("leaf", "B", null);
        site.open("leaf");
        site.store
                .executions()
                .save(site.store.executions().find("leaf").orElseThrow().toBuilder()
                        .status(ExecutionStatus.PAUSED)
                        .build());
        assertThat(site.get("/judgments").at("/judgments/0/paused").asBoolean()).isTrue();
    }

    @Test
    void what_cannot_be_answered_is_a_bad_request() {
        for (String query : List.of(
                "limit=0",
                "limit=1001",
                "sort=size",
                "mine=perhaps",
                "count=7",
                "waitingLongerThan=soon",
                "waitingLongerThan=-1h",
                "waitingLongerThan=P99999999D",
                "pageToken=nonsense",
                "pageToken=MQpl",
                "sort=deadline&pageToken=MQplCnM")) {
            assertProblem(site.get("/judgments?" + query), 400);
        }
        assertProblem(site.get("/executions/x/judgments?limit=none"), 400);
    }

    private List<String> found(String url) {
        return ids(site.get(url));
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        answer.json()
                .path("judgments")
                .forEach(judgment -> ids.add(judgment.path("executionId").asText()));
        return ids;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
