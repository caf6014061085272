package dev.leafnode.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.web.Site.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionListsTest {

    private final Site site = Site.ofAnn();

    @Test
    void a_list_shows_on_each_stage_and_on_the_trigger_what_waits_below() {
        site.waiting("root", "A", null);
        site.waiting("leaf", "B", "root");
        for (String path : List.of("/applications/A/pipelines", "/v2/applications/A/pipelines")) {
            assertThat(site.get(path).at("/0/stages/0/others")).isEmpty();
        }
        site.open("leaf");
        for (String path : List.of("/applications/A/pipelines", "/v2/applications/A/pipelines?expand=false")) {
            JsonNode root = site.get(path).at("/0");
            assertThat(root.at("/stages/0/others/leafnodePipelineExecutionId").asText())
                    .isEqualTo("leaf");
            assertThat(root.at("/stages/0/others/leafnodePipelineApplicationName")
                            .asText())
                    .isEqualTo("B");
            assertThat(root.at("/stages/0/others/leafnodeApplicationName").asText())
                    .isEqualTo("B");
            assertThat(root.at("/trigger/others/leafnodePipelineExecutionId").asText())
                    .isEqualTo("leaf");
            assertThat(root.at("/stages/1/others")).isEmpty();
        }
        assertThat(site.get("/pipelines/root")
                        .at("/stages/0/others/leafnodePipelineExecutionId")
                        .asText())
                .isEqualTo("leaf");
    }

    @Test
    void what_is_not_expanded_keeps_the_group_and_the_attributes() {
        site.waiting("root", "A", null);
        JsonNode judge = site.get("/applications/A/pipelines?expand=false").at("/0/stages/1");
        assertThat(judge.path("context").isObject()).isTrue();
        assertThat(judge.path("context")).isEmpty();
        assertThat(judge.path("others").isObject()).isTrue();
        assertThat(site.get("/pipelines/root?expand=false").at("/stages/1/tasks"))
                .isEmpty();
        assertThat(site.get("/pipelines/root")
                        .at("/stages/1/context/instructions")
                        .asText())
                .isEqualTo("Look at it");
    }

    @Test
    void a_list_is_filtered_by_status_by_name_and_by_what_waits() {
        site.waiting("root", "A", null);
        site.waiting("middle", "A", "root");
        site.waiting("idle", "A", null);
        site.open("middle");
        assertThat(ids("/applications/A/pipelines")).containsExactlyInAnyOrder("root", "middle", "idle");
        assertThat(ids("/applications/A/pipelines?statuses=SUCCEEDED,TERMINAL")).isEmpty();
        assertThat(ids("/applications/A/pipelines?statuses=RUNNING,%20PAUSED")).hasSize(3);
        assertThat(ids("/applications/A/pipelines?pipelineNameFilter=OF%20MID")).containsExactly("middle");
        assertThat(ids("/applications/A/pipelines?awaitingJudgment=true")).containsExactly("root");
        assertThat(ids("/applications/A/pipelines?awaitingJudgment=own")).containsExactly("middle");
        assertThat(ids("/applications/A/pipelines?awaitingJudgment=any")).containsExactlyInAnyOrder("root", "middle");
        assertThat(ids("/applications/A/pipelines?limit=2")).hasSize(2);
        assertThat(ids("/applications/nobody/pipelines")).isEmpty();
    }

    @Test
    void an_answer_that_has_not_changed_is_not_sent_again() {
        site.waiting("root", "A", null);
        site.waiting("leaf", "B", "root");
        for (String path : List.of("/applications/A/pipelines", "/pipelines/root", "/judgments", "/openapi.json")) {
            String tag = site.get(path).headers().get("ETag");
            Answer again = site.get(path, "If-None-Match", tag);
            assertThat(again.status()).as(path).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
        String tag = site.get("/applications/A/pipelines").headers().get("ETag");
        String inbox = site.get("/judgments").headers().get("ETag");
        site.open("leaf");
        assertThat(site.get("/applications/A/pipelines", "If-None-Match", tag).status())
                .isEqualTo(200);
        assertThat(site.get("/judgments", "If-None-Match", inbox).status()).isEqualTo(200);
    }

    @Test
    void what_cannot_be_answered_is_a_bad_request_and_what_is_not_there_is_not_found() {
        for (String query : List.of(
                "limit=0", "limit=1001", "limit=many", "expand=perhaps", "awaitingJudgment=maybe", "statuses=a%00b")) {
            assertProblem(site.get("/applications/A/pipelines?" + query), 400);
        }
        assertProblem(site.get("/pipelines/nowhere"), 404);
        assertProblem(site.get("/pipelines/" + "x".repeat(65)), 404);
    }

    static String assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.at("/status").asInt()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
        return answer.at("/detail").asText();
    }

    private List<String> ids(String path) {
        return site.get(path).json().findValuesAsText("id").stream()
                .filter(id -> !List.of("call", "judge", "1").contains(id))
                .toList();
    }
}
