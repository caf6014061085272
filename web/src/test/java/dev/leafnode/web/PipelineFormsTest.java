package dev.leafnode.web;

import static dev.leafnode.web.ExecutionListsTest.assertProblem;
import static dev.leafnode.web.PipelinesTest.execution;
import static dev.leafnode.web.PipelinesTest.executions;
import static dev.leafnode.web.PipelinesTest.waitingTree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.model.Trigger;
import dev.leafnode.web.Site.Answer;
import dev.leafnode.web.resource.PipelineExecution;
import dev.leafnode.web.resource.PipelineExecutionCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which form pipelines and executions are answered. */
class PipelineFormsTest {

    private final Site site = Site.ofAnn();

    @Test
    void every_form_reads_back_to_the_same_resource() {
        waitingTree(site);
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
    void half_a_character_that_an_engine_wrote_keeps_nobody_from_an_answer() {
        Map<String, Object> parameters = Map.of("half", "\uD83D", "control", "\u0000\u0085\uFFFF");
        site.store
                .executions()
                .save(execution("e", "p", 0)
                        .trigger(new Trigger("manual", null, null, null, Map.of("parameters", parameters)))
                        .build());
        for (String form : List.of("json", "yaml", "configmap")) {
            Answer answer = site.get(executions("p") + "/e?as=" + form);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(PipelineExecutionCodec.read(answer.body()).spec().params())
                    .hasSize(2)
                    .contains(new PipelineExecution.Param("control", "\u0000\u0085\uFFFF"));
        }
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
        assertThat(assertProblem(site.get(executions("p"), "Accept", "neither/nor/this"), 400))
                .isEqualTo("Accept: expected media types, got 'neither/nor/this'");
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

    private void save(String id, String name, int seconds) {
        site.store.executions().save(execution(id, name, seconds).build());
    }
}
