package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.navigation.Reconciler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator asks over HTTP. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ActuatorTest {

    private static Host host;

    @BeforeAll
    static void start() {
        host = Host.start(
                Host.ON,
                Host.SERVING,
                Host.newDatabase(),
                "management.endpoints.web.exposure.include=leafnode,metrics",
                "leafnode.metrics.interval=50ms",
                "leafnode.reconcile.interval=1d");
        await().until(() -> host.bean(Reconciler.class).passes() > 0);
        Tree.open(host.context());
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void the_summary_tells_what_waits_and_what_is_set() throws Exception {
        assertThat(send("GET", "leafnode").statusCode()).isEqualTo(200);
        assertThat(send("GET", "leafnode").body())
                .contains("\"count\":1")
                .contains("\"byApplication\":{\"A2\":1}")
                .contains("\"oldestSince\":\"1970-01-01T00:00:00Z\"")
                .contains("\"store\":\"sql\"");
    }

    @Test
    void writing_reconciles_now() throws Exception {
        HttpResponse<String> answer = send("POST", "leafnode");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"outcome\":\"DONE\"").contains("\"opened\":0");
    }

    @Test
    void what_is_open_and_what_was_opened_is_measured() {
        await().untilAsserted(() -> assertThat(send("GET", "metrics/leafnode.judgments.open?tag=application:A2")
                        .body())
                .contains("\"value\":1.0"));
        for (String meter : List.of("judgments.opened", "navigation.engine.thread", "judgments.oldest.age")) {
            await().untilAsserted(() -> assertThat(
                            send("GET", "metrics/leafnode." + meter).statusCode())
                    .as(meter)
                    .isEqualTo(200));
        }
    }

    @Test
    void nothing_is_served_unless_it_is_exposed() throws Exception {
        try (Host hidden = Host.start(Host.ON, Host.SERVING, Host.newDatabase())) {
            assertThat(send(hidden, "GET", "leafnode").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return send(host, method, path);
    }

    private static HttpResponse<String> send(Host host, String method, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host.url() + "/actuator/" + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
