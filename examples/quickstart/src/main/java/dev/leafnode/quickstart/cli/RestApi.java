package dev.leafnode.quickstart.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application's own REST interface, asked over HTTP as anybody else would ask it. */
final class RestApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final JsonMapper json = new JsonMapper();
    private final String base;

    RestApi(int port) {
        base = "http://127.0.0.1:" + port;
    }

    /** Starts a pipeline of the catalog and returns the id of its execution. */
    String start(String pipelineId) {
        String ref =
                send("POST", "/pipelines", Map.of("id", pipelineId)).path("ref").asString();
        return ref.substring(ref.lastIndexOf('/') + 1);
    }

    ExecutionView execution(String id) {
        return new ExecutionView(send("GET", path(id), Map.of()));
    }

    /** The executions of an application that have not ended, the newest first. */
    List<ExecutionView> incomplete(String application) {
        String path = "/applications/%s/pipelines?expand=true&limit=1000&statuses=RUNNING,NOT_STARTED";
        List<ExecutionView> executions = new ArrayList<>();
        send("GET", path.formatted(application), Map.of())
                .forEach(execution -> executions.add(new ExecutionView(execution)));
        return executions;
    }

    /** The path of an execution, whatever its engine has called it. */
    static String path(String executionId) {
        return "/pipelines/" + UriUtils.encode(executionId, StandardCharsets.UTF_8);
    }

    void proceed(Tree.Leaf leaf) {
        send("PATCH", leaf.path(), Map.of("judgmentStatus", "continue"));
    }

    private JsonNode send(String method, String path, Map<String, String> body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(json.writeValueAsString(body)));
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            JsonNode answer = json.readTree(response.body());
            if (response.statusCode() >= 400) {
                throw new CommandException("%s %s: expected success, got %d: %s"
                        .formatted(
                                method,
                                path,
                                response.statusCode(),
                                answer.path("detail").asString()));
            }
            return answer;
        } catch (IOException failure) {
            throw new CommandException("%s %s: the application does not answer: %s".formatted(method, path, failure));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandException("%s %s: interrupted".formatted(method, path));
        }
    }
}
