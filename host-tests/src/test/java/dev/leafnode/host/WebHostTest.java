package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The REST interface on the host's Tomcat. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class WebHostTest {

    private static final String WEB = "leafnode.web.enabled=true";

    private static Host host;

    @BeforeAll
    static void start() {
        host = Host.start(Host.ON, WEB, Host.SERVING, Host.newDatabase());
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void what_waits_shows_above_and_a_stream_tells_when_it_opens_and_when_it_is_over() throws Exception {
        try (Stream<String> stream = lines(host, "/leafnode/judgments/events")) {
            Iterator<String> lines = stream.iterator();
            awaitLine(lines, "event: ready");

            Tree.open(host.context());
            awaitLine(lines, "event: opened");
            assertThat(get(host, "/leafnode/applications/A1/pipelines").body())
                    .contains("\"leafnodePipelineExecutionId\":\"leaf\"");

            Tree.close(host.context());
            awaitLine(lines, "event: closed");
            assertThat(get(host, "/leafnode/applications/A1/pipelines").body()).doesNotContain("\"leaf\"");
        }
    }

    @Test
    void the_page_and_the_description_are_served() throws Exception {
        assertThat(get(host, "/leafnode/").body()).contains("<title>Leafnode</title>");
        assertThat(get(host, "/leafnode/openapi.json").statusCode()).isEqualTo(200);
    }

    @Test
    void nothing_is_served_while_navigation_is_off() throws Exception {
        try (Host off = Host.start(WEB, Host.SERVING, Host.newDatabase())) {
            for (String path : List.of("/leafnode/judgments", "/leafnode/applications/A1/pipelines", "/leafnode/")) {
                assertThat(get(off, path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }

    private static HttpResponse<String> get(Host host, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request(host, path), BodyHandlers.ofString());
    }

    private static Stream<String> lines(Host host, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request(host, path), BodyHandlers.ofLines())
                .body();
    }

    private static HttpRequest request(Host host, String path) {
        return HttpRequest.newBuilder(URI.create(host.url() + path)).build();
    }

    private static void awaitLine(Iterator<String> lines, String expected) {
        String line;
        do {
            assertThat(lines.hasNext())
                    .as("the stream goes on until " + expected)
                    .isTrue();
            line = lines.next();
        } while (!line.equals(expected));
    }
}
