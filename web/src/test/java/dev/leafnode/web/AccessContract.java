package dev.leafnode.web;

import static dev.leafnode.web.ExecutionListsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.json.ExecutionJson;
import dev.leafnode.model.Audience;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.web.Site.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Someone who may see application "open" and not application "secret". */
abstract class AccessContract {

    /** What is only in the secret application. */
    private static final List<String> SECRETS = List.of("secret", "Look at it", "releasers");

    private final Site blind;
    private final Site aware;

    /** For a caller of the name of ann, who has the role "releasers". */
    AccessContract(Function<AccessPolicy, Site> ofAnn) {
        blind = filled(ofAnn.apply(new NoSecrets(false)));
        aware = filled(ofAnn.apply(new NoSecrets(true)));
    }

    @Test
    void no_answer_names_anything_of_a_leaf_that_may_not_be_read() {
        for (Site site : List.of(blind, aware)) {
            for (Answer answer : everyAnswer(site)) {
                for (String secret : SECRETS) {
                    assertThat(answer.body()).doesNotContain(secret);
                    assertThat(answer.headers().toString()).doesNotContain(secret);
                }
            }
        }
    }

    @Test
    void who_may_not_know_of_it_gets_the_same_answers_as_if_nothing_waited() {
        List<Answer> waiting = everyAnswer(blind);
        for (String decision : List.of("secret-leaf", "secret-sibling")) {
            blind.store.judgments().close(blind.open(decision), Site.NOW);
        }
        assertThat(everyAnswer(blind)).isEqualTo(waiting);
        assertThat(waiting).extracting(Answer::status).doesNotContain(500);
    }

    @Test
    void who_may_know_of_it_sees_that_something_waits_and_is_led_nowhere() {
        JsonNode root =
                aware.get("/applications/open/pipelines?awaitingJudgment=true").at("/0");
        assertThat(root.path("id").asText()).isEqualTo("root");
        assertThat(root.at("/stages/0/others/leafnodePipelineExecutionId").asText())
                .isEqualTo("root");
        assertThat(root.at("/stages/0/others/leafnodeApplicationName").asText()).isEqualTo("open");
        assertThat(blind.get("/applications/open/pipelines").at("/0/stages/0/others"))
                .isEmpty();
        assertThat(blind.get("/applications/open/pipelines?awaitingJudgment=true")
                        .json())
                .isEmpty();
    }

    @Test
    void who_may_know_of_it_reads_in_a_resource_that_somebody_is_awaited_and_not_where() {
        String url = "/v1/pipelines/pipeline%20of%20root/executions";
        JsonNode conditions = aware.get(url + "?awaitingApproval=true").at("/pipelineExecution/status/conditions");
        assertThat(conditions.at("/0/reason").asText()).isEqualTo("AwaitingApproval");
        assertThat(conditions.at("/1/message").asText()).isEqualTo("Somebody is awaited below, where you may not look");
        assertThat(conditions.at("/1/lastTransitionTime").isMissingNode()).isTrue();
        assertThat(blind.get(url).at("/pipelineExecution/status/conditions")).hasSize(1);
        assertThat(blind.get(url + "?awaitingApproval=true").at("/pipelineExecutions"))
                .isEmpty();
    }

    @Test
    void of_several_leaves_the_link_leads_to_one_that_may_be_read_and_only_those_count() {
        for (Site site : List.of(blind, aware)) {
            site.waiting("late", "open", "root");
            site.open("late", 500);
            assertThat(site.get("/judgments?count=true").at("/count").asInt()).isEqualTo(1);
            assertThat(site.get("/judgments").at("/judgments")).hasSize(1);
            assertThat(site.get("/executions/root/judgments")
                            .at("/judgments/0/executionId")
                            .asText())
                    .isEqualTo("late");
            assertThat(site.post("/judgments/root/decision", "{\"decision\": \"continue\"}")
                            .status())
                    .isEqualTo(403);
        }
        for (Site site : List.of(blind, aware)) {
            JsonNode root = site.get("/pipelines/root").json();
            assertThat(root.at("/stages/0/others/leafnodePipelineExecutionId").asText())
                    .isEqualTo("late");
            assertThat(root.at("/trigger/others/leafnodePipelineExecutionId").asText())
                    .isEqualTo("late");
        }
    }

    @Test
    void an_ancestor_that_may_not_be_read_is_a_step_that_says_nothing() {
        for (Site site : List.of(blind, aware)) {
            site.waiting("below", "open", "secret-leaf");
            site.open("below");
            JsonNode judgment = site.get("/judgments").at("/judgments/0");
            assertThat(judgment.path("executionId").asText()).isEqualTo("below");
            assertThat(judgment.at("/path/0/executionId").asText()).isEqualTo("root");
            assertThat(judgment.at("/path/1/executionId").asText()).isEqualTo("middle");
            assertThat(judgment.at("/path/2")).isEqualTo(Answers.tree("{\"hidden\": true}"));
            assertThat(judgment.at("/deadline/at").isNumber()).isTrue();
        }
    }

    /** Whether something waits below what may not be read is nobody's to try out. */
    @Test
    void a_judgment_cannot_be_named_below_what_may_not_be_read() {
        for (Site site : List.of(blind, aware)) {
            site.waiting("below", "open", "secret-leaf");
            site.open("below");
            String named = "{\"decision\": \"stop\", \"judgment\": {\"executionId\": \"%s\", \"stageId\": \"judge\"}}";
            assertProblem(site.post("/judgments/below/decision", named.formatted("below")), 403);
            for (String leaf : List.of("below", "nowhere", "middle")) {
                Answer hidden = site.post("/judgments/secret-leaf/decision", named.formatted(leaf));
                Answer absent = site.post("/judgments/absent/decision", named.formatted(leaf));
                assertThat(hidden.status()).isEqualTo(absent.status());
                assertThat(hidden.body().replace("secret-leaf", "absent")).isEqualTo(absent.body());
            }
            assertProblem(site.post("/judgments/secret-leaf/decision", named.formatted("below")), 404);
        }
    }

    @Test
    void what_the_engine_wrote_of_an_execution_that_may_not_be_read_is_taken_out() {
        for (Site site : List.of(blind, aware)) {
            Execution secret = site.store.executions().find("secret-leaf").orElseThrow();
            site.store
                    .executions()
                    .save(Execution.builder("child", "open")
                            .buildTime(Site.NOW)
                            .trigger(Trigger.snapshot(secret, "call"))
                            .build());
            site.save("middle", naming("secret-leaf"));
            site.save("root", naming("middle"));
            site.store
                    .executions()
                    .save(Execution.builder("named", "open")
                            .buildTime(Site.NOW)
                            .trigger(new Trigger(
                                    "pipelineRef",
                                    null,
                                    "secret-leaf",
                                    "call",
                                    Map.of(
                                            "parentPipelineName",
                                            "pipeline of secret-leaf",
                                            "parentPipelineApplication",
                                            "secret",
                                            "parentExecution",
                                            Map.of("id", "secret-leaf"),
                                            "user",
                                            "ann")))
                            .build());
            site.store
                    .executions()
                    .save(Execution.builder("seen", "open")
                            .buildTime(Site.NOW)
                            .trigger(Trigger.reference("root", "call"))
                            .build());
            for (String id : List.of("root", "middle", "child", "named")) {
                assertThat(site.get("/pipelines/" + id).body()).doesNotContain(SECRETS);
                Execution before = site.store.executions().find(id).orElseThrow().toBuilder()
                        .buildTime(Site.NOW.minusSeconds(1))
                        .startTime(null)
                        .stages(List.of())
                        .build();
                Answer refused = site.put("/executions/" + id, new ExecutionJson().write(before));
                assertProblem(refused, 409);
                assertThat(refused.at("/stored/id").asText()).isEqualTo(id);
                assertThat(refused.body()).doesNotContain(SECRETS);
            }
            assertThat(site.get("/pipelines/named").at("/trigger/user").asText())
                    .isEqualTo("ann");
            assertThat(site.get("/pipelines/seen")
                            .at("/trigger/parentExecutionId")
                            .asText())
                    .isEqualTo("root");
            assertThat(site.get("/applications/open/pipelines").body()).doesNotContain(SECRETS);
            assertThat(site.get("/pipelines/root")
                            .at("/stages/0/context/executionId")
                            .asText())
                    .isEqualTo("middle");
            assertThat(site.get("/pipelines/middle")
                            .at("/stages/0/context/group")
                            .asText())
                    .isEqualTo("g");
        }
        assertThat(Site.ofAnn().get("/pipelines/nowhere").status()).isEqualTo(404);
    }

    private static Stage naming(String child) {
        return Site.call().toBuilder()
                .context(Map.of("executionId", child, "application", "of " + child, "group", "g"))
                .outputs(Map.of("from", child))
                .build();
    }

    @Test
    void what_may_not_be_read_cannot_be_decided_and_is_not_found() {
        for (Site site : List.of(blind, aware)) {
            for (String path : List.of("/judgments/secret-leaf/judge/decision", "/judgments/secret-leaf/decision")) {
                assertProblem(site.post(path, "{\"decision\": \"continue\"}"), 404);
            }
            assertProblem(site.get("/pipelines/secret-leaf"), 404);
            assertProblem(site.get("/executions/secret-leaf/judgments"), 404);
            assertProblem(site.get("/executions/secret-leaf/leaf"), 404);
            assertThat(site.get("/judgments?rootExecution=secret-leaf").at("/judgments"))
                    .isEmpty();
            assertThat(site.get("/applications/secret/pipelines").json()).isEmpty();
            String executions = "/v1/pipelines/pipeline%20of%20secret-leaf/executions";
            assertProblem(site.get(executions + "/secret-leaf"), 404);
            for (String url :
                    List.of(executions, executions + "?namespace=secret", executions + "?awaitingApproval=true")) {
                assertThat(site.get(url).at("/pipelineExecutions")).isEmpty();
                assertThat(site.get(url).at("/nextPageToken").isNull()).isTrue();
            }
            assertThat(site.get("/v1/pipelines?namespace=secret").at("/pipelines"))
                    .isEmpty();
            assertThat(site.get("/v1/pipelines").at("/pipelines")).hasSize(2);
        }
    }

    /** Every way to ask, of what may be read. */
    private static List<Answer> everyAnswer(Site site) {
        List<Answer> answers = new ArrayList<>();
        for (String url : List.of(
                "/applications/open/pipelines",
                "/applications/open/pipelines?expand=false&limit=5&statuses=RUNNING",
                "/applications/open/pipelines?awaitingJudgment=own",
                "/v2/applications/open/pipelines?pipelineNameFilter=root",
                "/pipelines/root",
                "/pipelines/root?expand=false",
                "/pipelines/middle",
                "/judgments",
                "/judgments?count=true",
                "/judgments?count=true&mine=true",
                "/judgments?sort=deadline&limit=1",
                "/judgments?text=look",
                "/judgments?application=secre",
                "/judgments?rootExecution=root",
                "/judgments?waitingLongerThan=0s",
                "/executions/root/judgments",
                "/executions/root/judgments?limit=1",
                "/executions/middle/judgments",
                "/executions/root/leaf",
                "/executions/middle/leaf",
                "/v1/pipelines",
                "/v1/pipelines?as=yaml&pageSize=1",
                "/v1/pipelines/pipeline%20of%20root/executions",
                "/v1/pipelines/pipeline%20of%20root/executions?as=yaml&namespace=open",
                "/v1/pipelines/pipeline%20of%20root/executions?as=configmap&pageSize=1",
                "/v1/pipelines/pipeline%20of%20root/executions?awaitingApproval=true",
                "/v1/pipelines/pipeline%20of%20root/executions?awaitingApproval=false",
                "/v1/pipelines/pipeline%20of%20root/executions?status=AwaitingApproval",
                "/v1/pipelines/pipeline%20of%20middle/executions?rootExecution=root",
                "/v1/pipelines/pipeline%20of%20middle/executions?parentExecution=root",
                "/v1/pipelines/pipeline%20of%20root/executions/root",
                "/v1/pipelines/pipeline%20of%20middle/executions/middle?as=configmap",
                "/openapi.json")) {
            answers.add(site.get(url));
        }
        answers.add(site.get("/executions/root/leaf", "Accept", "application/json"));
        answers.add(site.post("/judgments/root/decision", "{\"decision\": \"continue\"}"));
        answers.add(site.post("/judgments/root/call/decision", "{\"decision\": \"continue\"}"));
        answers.add(site.post(
                "/judgments/decisions", "{\"decisions\": [{\"executionId\": \"root\", \"decision\": \"continue\"}]}"));
        answers.add(site.patch("/pipelines/root/stages/call", "{\"judgmentStatus\": \"continue\"}"));
        answers.add(site.post(
                "/judgments/root/decision",
                "{\"decision\": \"stop\", \"judgment\": {\"executionId\": \"middle\", \"stageId\": \"judge\"}}"));
        Execution late = Execution.builder("root", "open")
                .buildTime(Site.NOW.minusSeconds(1))
                .build();
        answers.add(site.put("/executions/root", new ExecutionJson().write(late)));
        answers.add(site.put("/executions/root", "{\"id\": \"root\", \"application\": \"open\", \"stages\": []}"));
        return answers;
    }

    private static Site filled(Site site) {
        site.waiting("root", "open", null);
        site.waiting("middle", "open", "root");
        site.waiting("secret-leaf", "secret", "middle");
        site.waiting("secret-sibling", "secret", "root");
        for (String id : List.of("root", "middle")) {
            site.save(
                    id,
                    Site.judge(0).toBuilder()
                            .status(ExecutionStatus.NOT_STARTED)
                            .startTime(null)
                            .context(Map.of())
                            .tasks(List.of())
                            .build());
        }
        site.open("secret-leaf");
        site.open("secret-sibling");
        return site;
    }

    private record NoSecrets(boolean knows) implements AccessPolicy {

        @Override
        public boolean mayRead(Caller caller, String application) {
            return !application.equals("secret");
        }

        @Override
        public boolean mayKnowOf(Caller caller, String application) {
            return knows;
        }

        @Override
        public boolean mayJudge(Caller caller, Audience audience) {
            return caller.isAuthenticated() && audience.requiredRoles().isEmpty();
        }

        @Override
        public boolean mayReport(Caller caller, String application) {
            return application.equals("open");
        }
    }
}
