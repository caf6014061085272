package dev.leafnode.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.leafnode.json.ExecutionJson;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.web.Site.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The description says what there is, and what is answered is what it says. */
class OpenApiTest {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final Site site = Site.ofAnn();
    private final JsonNode document = site.get("/openapi.json").json();
    private final Set<String> validated = new TreeSet<>();

    @Test
    void every_operation_and_every_parameter_is_described_and_no_other() {
        Map<String, Set<String>> described = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    Set<String> parameters = new TreeSet<>();
                    operation
                            .getValue()
                            .path("parameters")
                            .forEach(parameter ->
                                    parameters.add(parameter.path("in").asText() + " "
                                            + parameter.path("name").asText()));
                    described.put(operation.getKey() + " " + path.getKey(), parameters);
                }));
        Map<String, Set<String>> served = new TreeMap<>();
        site.mappings()
                .forEach((mapping, handler) -> mapping.getPatternValues()
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> {
                                    Set<String> parameters = served.computeIfAbsent(
                                            method.asHttpMethod().name().toLowerCase(Locale.ROOT) + " " + path,
                                            operation -> new TreeSet<>());
                                    mapping.getParamsCondition()
                                            .getExpressions()
                                            .forEach(wanted -> parameters.add("query " + wanted.getName()));
                                    for (MethodParameter parameter : handler.getMethodParameters()) {
                                        PathVariable variable = parameter.getParameterAnnotation(PathVariable.class);
                                        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
                                        if (variable != null) {
                                            parameters.add("path " + variable.value());
                                        }
                                        if (query != null) {
                                            parameters.add("query " + query.name());
                                        }
                                        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
                                        if (header != null) {
                                            parameters.add("header " + header.name());
                                        }
                                    }
                                })));
        assertThat(described).isEqualTo(served);
        assertThat(document.path("openapi").asText()).startsWith("3.1.");
    }

    @Test
    void what_is_answered_is_what_the_description_says() {
        site.waiting("root", "A", null);
        site.waiting("leaf", "B", "root");
        site.waiting("other", "B", "root");
        site.open("leaf");
        site.open("other");
        get("/applications/{application}/pipelines", "/applications/A/pipelines");
        get("/v2/applications/{application}/pipelines", "/v2/applications/A/pipelines?expand=false");
        get("/applications/{application}/pipelines", "/applications/A/pipelines?limit=0");
        get("/pipelines/{executionId}", "/pipelines/root");
        get("/pipelines/{executionId}", "/pipelines/nowhere");
        get("/judgments", "/judgments?count=true&limit=1");
        get("/judgments", "/judgments?sort=size");
        get("/executions/{executionId}/judgments", "/executions/root/judgments");
        get("/executions/{executionId}/judgments", "/executions/nowhere/judgments");
        check("get", "/executions/{executionId}/leaf", site.get("/executions/root/leaf", "Accept", "application/json"));
        get("/executions/{executionId}/leaf", "/executions/root/leaf");
        get("/executions/{executionId}/leaf", "/executions/nowhere/leaf");
        for (String as : List.of("json", "yaml")) {
            get("/v1/pipelines", "/v1/pipelines?pageSize=1&as=" + as);
        }
        get("/v1/pipelines", "/v1/pipelines?as=configmap");
        check("get", "/v1/pipelines", site.get("/v1/pipelines", "Accept", "image/png"));
        String executions = "/v1/pipelines/pipeline%20of%20root/executions";
        for (String as : List.of("json", "yaml", "configmap")) {
            get("/v1/pipelines/{name}/executions", executions + "?as=" + as);
            get("/v1/pipelines/{name}/executions/{id}", executions + "/root?as=" + as);
        }
        get("/v1/pipelines/{name}/executions", executions + "?pageSize=0");
        check("get", "/v1/pipelines/{name}/executions", site.get(executions, "Accept", "image/png"));
        get("/v1/pipelines/{name}/executions/{id}", executions + "/nowhere");
        get("/v1/pipelines/{name}/executions/{id}", executions + "/root?as=xml");
        check("get", "/v1/pipelines/{name}/executions/{id}", site.get(executions + "/root", "Accept", "image/png"));
        get("/openapi.json", "/openapi.json");
        post("/judgments/{executionId}/decision", "/judgments/root/decision", "{\"decision\": \"stop\"}");
        post("/judgments/{executionId}/decision", "/judgments/root/decision", "{}");
        post("/judgments/{executionId}/decision", "/judgments/nowhere/decision", "{\"decision\": \"stop\"}");
        post(
                "/judgments/{executionId}/{stageId}/decision",
                "/judgments/leaf/judge/decision",
                "{\"decision\": \"stop\"}");
        post(
                "/judgments/{executionId}/{stageId}/decision",
                "/judgments/leaf/judge/decision",
                "{\"decision\": \"stop\"}");
        post("/judgments/{executionId}/decision", "/judgments/root/decision", "{\"decision\": \"stop\"}");
        post("/judgments/{executionId}/decision", "/judgments/root/decision", "{\"decision\": \"stop\"}");
        post(
                "/judgments/decisions",
                "/judgments/decisions",
                "{\"decisions\": [{\"executionId\": \"leaf\", \"stageId\": \"judge\", \"decision\": \"stop\"}]}");
        check(
                "post",
                "/judgments/decisions",
                site.postOfType("text/plain", "/judgments/decisions", "{\"decisions\": []}"));
        site.open("leaf", 60);
        check(
                "patch",
                "/pipelines/{executionId}/stages/{stageId}",
                site.patch("/pipelines/leaf/stages/judge", "{\"judgmentStatus\": \"continue\"}"));
        check(
                "patch",
                "/pipelines/{executionId}/stages/{stageId}",
                site.patch("/pipelines/leaf/stages/judge", "{\"judgmentStatus\": \"continue\"}"));
        Execution reported = Execution.builder("e", "A").buildTime(Site.NOW).build();
        put(reported);
        put(reported.toBuilder()
                .status(ExecutionStatus.RUNNING)
                .startTime(Site.NOW.plusSeconds(1))
                .build());
        put(reported);
        check("put", "/executions/{executionId}", site.put("/executions/e", "{}"));
        assertThat(validated).as("operations, statuses and forms").hasSize(43);
    }

    private void get(String path, String url) {
        check("get", path, site.get(url));
    }

    private void post(String path, String url, String body) {
        check("post", path, site.post(url, body));
    }

    private void put(Execution execution) {
        check("put", "/executions/{executionId}", site.put("/executions/e", new ExecutionJson().write(execution)));
    }

    private void check(String method, String path, Answer answer) {
        String what = "%s %s: %d".formatted(method, path, answer.status());
        JsonNode response =
                document.path("paths").path(path).path(method).path("responses").path(String.valueOf(answer.status()));
        assertThat(response.isObject())
                .as("%s is described; %s", what, answer.body())
                .isTrue();
        validated.add(answer.status() == 200 ? what + " " + answer.type() : what);
        if (!response.has("content")) {
            assertThat(answer.body()).as(what).isEmpty();
            return;
        }
        String type = String.valueOf(answer.type());
        assertThat(response.path("content").has(type)).as("%s: %s", what, type).isTrue();
        ObjectNode schema = response.path("content").path(type).path("schema").deepCopy();
        schema.set("components", document.path("components"));
        JsonSchema compiled = SCHEMAS.getSchema(schema);
        assertThat(compiled.validate(type.equals("application/yaml") ? yaml(answer) : answer.json()))
                .as("%s%n%s", what, answer.body())
                .isEmpty();
    }

    private static JsonNode yaml(Answer answer) {
        try {
            return YAMLMapper.builder().build().readTree(answer.body());
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
