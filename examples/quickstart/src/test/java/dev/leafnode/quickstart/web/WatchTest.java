package dev.leafnode.quickstart.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.navigation.Reconciler;
import dev.leafnode.quickstart.OpenPolicy;
import dev.leafnode.quickstart.RunningApplication;
import dev.leafnode.quickstart.web.EventReader.Event;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.web.AccessPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;

/** Pipeline executions as they change, over real connections. */
class WatchTest {

    private static final String LOOKS_OFTEN = "--leafnode.web.events.poll-interval=25ms";

    @Test
    void aReaderIsToldHowAnExecutionChangesUntilItIsComplete() throws Exception {
        try (RunningApplication application = RunningApplication.inMemory(LOOKS_OFTEN)) {
            String id = application.start("{\"id\": \"chain/P1\"}");
            String path = "/v1/pipelines/P1/executions/" + id;
            try (EventReader reader = EventReader.of(application.port(), path + "?watch=true")) {
                await().until(() -> reason(last(reader)).equals("AwaitingApproval"));
                assertThat(last(reader).data()).isEqualTo(application.get(path).json());

                assertThat(application
                                .postAs(
                                        "application/json",
                                        "/judgments/%s/decision".formatted(id),
                                        "{\"decision\": \"continue\"}")
                                .status())
                        .isEqualTo(200);
                Event completed = reader.await("completed");
                reader.awaitEnd();

                assertThat(reason(completed)).isIn("Succeeded", "Completed");
                assertThat(completed.data()).isEqualTo(application.get(path).json());
                assertNothingIsToldTwiceInARow(reader.events());
                assertThat(reader.events().subList(0, reader.events().size() - 1))
                        .extracting(Event::name)
                        .containsOnly("execution");
                assertThat(statusOf(application.port(), path + "?watch=true", completed.id()))
                        .as("who knows the end is told not to come back")
                        .isEqualTo(204);
            }
        }
    }

    @Test
    void whoComesBackIsToldOnlyWhatIsNewAndByAnyInstance() {
        String shared = "--spring.datasource.url=jdbc:h2:mem:watched;DB_CLOSE_DELAY=-1";
        try (RunningApplication engine = RunningApplication.on("--leafnode.store=sql", shared, LOOKS_OFTEN);
                FollowingHost other = new FollowingHost("--leafnode.store=sql", shared, LOOKS_OFTEN)) {
            String id = engine.start("{\"id\": \"fan-out/P2\"}");
            engine.awaitJudgment(id);
            String path = "/v1/pipelines/P2/executions/" + id + "?watch=true";
            String known;
            try (EventReader reader = EventReader.of(engine.port(), path)) {
                await().until(() -> reason(last(reader)).equals("AwaitingApproval"));
                known = last(reader).id();
            }
            try (EventReader reader = EventReader.after(known, other.port(), path)) {
                engine.postAs(
                        "application/json", "/judgments/%s/decision".formatted(id), "{\"decision\": \"continue\"}");
                reader.await("completed");

                assertThat(reader.events().get(0).id()).isNotEqualTo(known);
                assertNothingIsToldTwiceInARow(reader.events());
            }
        }
    }

    @Test
    @Tag("heavy")
    void aThousandReadersTakeNoStatementMoreThanOneAndAreToldOfTheDeletion() {
        String shared = "--spring.datasource.url=jdbc:h2:mem:watchers;DB_CLOSE_DELAY=-1";
        try (RunningApplication engine = RunningApplication.on("--leafnode.store=sql", shared);
                FollowingHost host = new FollowingHost("--leafnode.store=sql", shared)) {
            String id = engine.start("{\"id\": \"fan-out/P2\"}");
            engine.awaitJudgment(id);
            Reconciler reconciler = host.bean(Reconciler.class);
            await().until(() -> reconciler.passes() == 1);
            List<EventReader> readers = new ArrayList<>();
            try {
                String path = "/v1/pipelines/P2/executions/" + id + "?watch=true";
                IntStream.range(0, 1_000).forEach(each -> readers.add(EventReader.of(host.port(), path)));
                readers.forEach(reader -> reader.await("execution"));
                Instant begun = Instant.now();
                long before = host.statements();
                await().until(() -> host.statements() > before + 12);

                assertThat(host.statements() - before)
                        .as("four for each half second, whoever watches")
                        .isLessThanOrEqualTo(
                                4 * (2 + Duration.between(begun, Instant.now()).toMillis() / 500));

                host.bean(ExecutionRepository.class).delete(id);
                readers.forEach(reader -> reader.await("deleted"));
                readers.forEach(EventReader::awaitEnd);
            } finally {
                readers.forEach(EventReader::close);
            }
        }
    }

    @Test
    void readersUnderAPolicyTakeNoStatementMoreThanOneWhateverChanges() {
        String shared = "--spring.datasource.url=jdbc:h2:mem:policy;DB_CLOSE_DELAY=-1";
        try (RunningApplication engine = RunningApplication.on("--leafnode.store=sql", shared);
                FollowingHost host = new FollowingHost(Policy.class, "--leafnode.store=sql", shared)) {
            String id = engine.start("{\"id\": \"fan-out/P2\"}");
            engine.awaitJudgment(id);
            Reconciler reconciler = host.bean(Reconciler.class);
            await().until(() -> reconciler.passes() == 1);
            List<EventReader> readers = new ArrayList<>();
            try {
                String path = "/v1/pipelines/P2/executions/" + id + "?watch=true";
                IntStream.range(0, 200).forEach(each -> readers.add(EventReader.of(host.port(), path)));
                readers.forEach(reader -> reader.await("execution"));
                Instant begun = Instant.now();
                long before = host.statements();
                engine.postAs(
                        "application/json", "/judgments/%s/decision".formatted(id), "{\"decision\": \"continue\"}");
                readers.forEach(reader -> reader.await("completed"));

                assertThat(host.statements() - before)
                        .as("six for each half second, whoever watches")
                        .isLessThanOrEqualTo(
                                6 * (2 + Duration.between(begun, Instant.now()).toMillis() / 500));
            } finally {
                readers.forEach(EventReader::close);
            }
        }
    }

    /** Of the application itself, so that it is asked about everybody. */
    static class Policy {

        @Bean
        AccessPolicy policy() {
            return new OpenPolicy();
        }
    }

    @Test
    void whatIsNotThereIsNotWatched() throws Exception {
        try (FollowingHost host = FollowingHost.inMemory()) {
            assertThat(statusOf(host.port(), "/v1/pipelines/P1/executions/nowhere?watch=true", null))
                    .isEqualTo(404);
        }
    }

    /** An execution may look as it did before it waited for somebody. */
    private static void assertNothingIsToldTwiceInARow(List<Event> events) {
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).id()).isNotEqualTo(events.get(i - 1).id());
        }
    }

    private static Event last(EventReader reader) {
        List<Event> events = reader.await(1);
        return events.get(events.size() - 1);
    }

    private static String reason(Event event) {
        JsonNode succeeded = event.data().at("/status/conditions/0");
        assertThat(succeeded.path("type").asString()).isEqualTo("Succeeded");
        return succeeded.path("reason").asString();
    }

    private static int statusOf(int port, String path, String lastEventId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }
}
