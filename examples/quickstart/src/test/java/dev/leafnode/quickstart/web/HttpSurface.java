package dev.leafnode.quickstart.web;

import dev.leafnode.model.StageKey;
import dev.leafnode.navigation.Attributes;
import dev.leafnode.quickstart.ApiClient;
import dev.leafnode.quickstart.ApiClient.Answer;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.store.tck.Surface;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

/** What the REST interface answers over HTTP. */
final class HttpSurface implements Surface {

    private static final int PAGE = 400;

    private final ApiClient client;

    HttpSurface(ApiClient client) {
        this.client = client;
    }

    @Override
    public Map<String, Shows> executions(String application) {
        Map<String, Shows> shown = new LinkedHashMap<>();
        list(application, "").forEach(execution -> {
            Map<String, Attributes> stages = new LinkedHashMap<>();
            execution
                    .path("stages")
                    .forEach(stage -> attributes(stage.path("others"))
                            .ifPresent(attributes -> stages.put(stage.path("id").asString(), attributes)));
            shown.put(
                    execution.path("id").asString(),
                    new Shows(stages, attributes(execution.path("trigger").path("others"))));
        });
        return shown;
    }

    @Override
    public Set<String> awaiting(String application, Awaiting where) {
        String value = switch (where) {
            case OWN -> "own";
            case BELOW -> "true";
            case ANY -> "any";
        };
        Set<String> ids = new TreeSet<>();
        list(application, "&awaitingJudgment=" + value)
                .forEach(execution -> ids.add(execution.path("id").asString()));
        return ids;
    }

    @Override
    public List<Waits> inbox() {
        List<Waits> all = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json("/judgments?limit=%d%s".formatted(PAGE, next));
            page.path("judgments").forEach(judgment -> all.add(waits(judgment)));
            JsonNode token = page.path("nextPageToken");
            next = token.isNull() ? "" : "&pageToken=" + encoded(token.asString());
        } while (!next.isEmpty());
        return all;
    }

    @Override
    public List<Waits> blocking(String executionId) {
        JsonNode answer = json("/executions/%s/judgments?limit=1000".formatted(encoded(executionId)));
        List<Waits> all = new ArrayList<>();
        answer.path("judgments").forEach(judgment -> all.add(waits(judgment)));
        return answer.path("truncated").asBoolean() ? rest(executionId, all) : all;
    }

    /** An answer holds a thousand at the most; the inbox, restricted to the same execution, has the others. */
    private List<Waits> rest(String executionId, List<Waits> first) {
        List<Waits> all = new ArrayList<>(first);
        JsonNode page = json("/judgments?limit=1000&rootExecution=" + encoded(executionId));
        String token = page.path("nextPageToken").asString();
        json("/judgments?limit=1000&rootExecution=%s&pageToken=%s".formatted(encoded(executionId), encoded(token)))
                .path("judgments")
                .forEach(judgment -> all.add(waits(judgment)));
        return all;
    }

    private JsonNode list(String application, String more) {
        return json("/applications/%s/pipelines?expand=false&limit=1000%s".formatted(encoded(application), more));
    }

    private JsonNode json(String path) {
        Answer answer = client.get(path);
        if (answer.status() != 200) {
            throw new AssertionError("%s: expected 200, got %d: %s".formatted(path, answer.status(), answer.body()));
        }
        return answer.json();
    }

    private static Optional<Attributes> attributes(JsonNode others) {
        if (!others.isObject()) {
            throw new AssertionError("expected others, got " + others);
        }
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(new Attributes(
                        others.path("leafnodePipelineExecutionId").asString(),
                        others.path("leafnodeApplicationName").asString()));
    }

    private static Waits waits(JsonNode judgment) {
        List<StageKey> path = new ArrayList<>();
        judgment.path("path").forEach(step -> path.add(key(step)));
        return new Waits(
                key(judgment),
                judgment.path("attempt").asLong(),
                judgment.path("application").asString(),
                path);
    }

    private static StageKey key(JsonNode node) {
        return new StageKey(
                node.path("executionId").asString(), node.path("stageId").asString());
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }
}
