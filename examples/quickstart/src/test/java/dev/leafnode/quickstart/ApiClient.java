package dev.leafnode.quickstart;

import static org.awaitility.Awaitility.with;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a running quickstart, which calls its JSON what curl calls it. */
public class ApiClient {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    public ApiClient(int port) {
        base = "http://127.0.0.1:" + port;
    }

    /** What the server said. */
    public record Answer(int status, String type, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /** Where a browser finds a path. */
    public final String url(String path) {
        return base + path;
    }

    public final Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public final Answer put(String path) {
        return send("PUT", path, BodyPublishers.noBody());
    }

    public final Answer post(String path, String body) {
        return send("POST", path, BodyPublishers.ofString(body));
    }

    public final Answer postAs(String contentType, String path, String body) {
        return send("POST", path, contentType, BodyPublishers.ofString(body));
    }

    public final Answer patch(String path, String body) {
        return send("PATCH", path, BodyPublishers.ofString(body));
    }

    /**
     * Sends a request.
     *
     * @throws UncheckedIOException if nobody answers
     */
    public final Answer send(String method, String path, BodyPublisher body) {
        return send(method, path, "application/x-www-form-urlencoded", body);
    }

    private Answer send(String method, String path, String contentType, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", contentType)
                .method(method, body)
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Starts what the body says and returns the id of the execution. */
    public final String start(String body) {
        String ref = post("/pipelines", body).json().path("ref").asString();
        return ref.substring("/pipelines/".length());
    }

    /** The execution once it is as wanted. */
    public final JsonNode await(String executionId, Predicate<JsonNode> isWanted) {
        return with().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(1))
                .await()
                .until(() -> get("/pipelines/" + executionId).json(), isWanted);
    }

    /** The execution once its first stage waits for a person. */
    public final JsonNode awaitJudgment(String executionId) {
        return await(
                executionId,
                execution -> execution
                        .path("stages")
                        .path(0)
                        .path("tasks")
                        .path(0)
                        .path("status")
                        .asString("")
                        .equals("RUNNING"));
    }
}
