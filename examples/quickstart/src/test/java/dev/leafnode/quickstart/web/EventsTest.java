package dev.leafnode.quickstart.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.feed.JudgmentFeed;
import dev.leafnode.model.Judgment;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.quickstart.RunningApplication;
import dev.leafnode.quickstart.web.EventReader.Event;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Streams of events, over real connections. */
class EventsTest {

    private static final String EVENTS = "/judgments/events";
    private static final int TIMES = Math.min(100, Integer.getInteger("leafnode.tck.rounds", 100));
    private static final String LOOKS_OFTEN = "--leafnode.web.events.poll-interval=25ms";

    @Test
    void aReaderIsToldWhatOpensAndWhatCloses() {
        try (RunningApplication application = RunningApplication.inMemory();
                EventReader reader = EventReader.of(application.port(), EVENTS)) {
            reader.await("ready");
            String id = application.start("{\"id\": \"fan-out/P2\"}");
            Event opened = reader.await("opened");
            JsonNode inbox = application.get("/judgments").json().path("judgments");

            assertThat(opened.data()).isEqualTo(inbox.path(0));
            assertThat(opened.data().path("executionId").asString()).isEqualTo(id);

            decide(application, id);
            Event closed = reader.await("closed");

            for (String name : List.of("executionId", "stageId", "attempt", "application")) {
                assertThat(closed.data().path(name))
                        .as(name)
                        .isEqualTo(opened.data().path(name));
            }
            assertThat(Instant.ofEpochMilli(closed.data().path("closedAt").asLong()))
                    .isBetween(Instant.now().minusSeconds(60), Instant.now());
            assertThat(reader.events()).extracting(Event::name).containsExactly("ready", "opened", "closed");
        }
    }

    @Test
    void aReaderThatComesBackAgainAndAgainSeesEverythingOnceAcrossARestartAndBetweenTwoInstances(
            @TempDir Path directory) throws SQLException {
        try (RunningApplication engine = RunningApplication.on(
                "--leafnode.store=sql",
                "--quickstart.postgres.directory=" + directory,
                "--quickstart.engine.poll-interval=20ms",
                LOOKS_OFTEN)) {
            String url = url(engine.bean(DataSource.class));
            FollowingHost other = other(url);
            try {
                List<String> seen = new ArrayList<>();
                String id = follow(null, engine.port(), 0, seen);
                List<String> expected = new ArrayList<>();
                for (int time = 1; time <= TIMES; time++) {
                    String execution = "direct-" + time;
                    Judgment judgment = other.open("A", execution);
                    expected.add("opened " + execution);
                    if (time % 10 == 0) {
                        id = follow(id, engine.port(), 1, seen);
                        String started = engine.start("{\"id\": \"fan-out/P2\"}");
                        engine.awaitJudgment(started);
                        id = follow(id, engine.port(), 1, seen);
                        expected.add("opened " + started);
                        decide(engine, started);
                        expected.add("closed " + started);
                        id = follow(id, other.port(), 1, seen);
                    }
                    other.close(judgment);
                    expected.add("closed " + execution);
                    if (time % 25 == 0) {
                        other.close();
                        other = other(url);
                    }
                    boolean here = time % 2 == 0;
                    id = follow(id, here ? engine.port() : other.port(), expected.size() - seen.size(), seen);
                }

                assertThat(seen).isEqualTo(expected);
                assertThat(expected).hasSize(2 * TIMES + TIMES / 5).doesNotHaveDuplicates();
            } finally {
                other.close();
            }
        }
    }

    @Test
    void aThousandReadersTakeNoStatementMoreThanOne() {
        String shared = "jdbc:h2:mem:followers;DB_CLOSE_DELAY=-1";
        try (FollowingHost host = new FollowingHost("--leafnode.store=sql", "--spring.datasource.url=" + shared)) {
            List<EventReader> readers = new ArrayList<>();
            try {
                EventReader first = EventReader.of(host.port(), EVENTS);
                readers.add(first);
                first.await("ready");
                Reconciler reconciler = host.bean(Reconciler.class);
                await().until(() -> reconciler.passes() == 1);
                Instant begun = Instant.now();
                long before = host.statements();
                IntStream.range(0, 1_000).forEach(each -> readers.add(EventReader.of(host.port(), EVENTS)));
                readers.forEach(reader -> reader.await("ready"));
                await().until(() -> host.statements() > before + 8);

                assertThat(host.statements() - before)
                        .as("one for each quarter of a second, whoever joins and however many there are")
                        .isLessThanOrEqualTo(
                                2 + Duration.between(begun, Instant.now()).toMillis() / 250);

                Judgment judgment = host.open("A", "leaf");
                host.close(judgment);
                readers.forEach(reader -> assertThat(reader.await(3))
                        .extracting(Event::said)
                        .containsExactly("ready ", "opened leaf", "closed leaf"));
            } finally {
                readers.forEach(EventReader::close);
            }
        }
    }

    @Test
    @Tag("heavy")
    void aReaderThatIsTooSlowIsDroppedAndToldWhyAndNobodyWaitsForIt() throws IOException {
        try (FollowingHost host = FollowingHost.inMemory();
                Socket slow = new Socket();
                EventReader quick = EventReader.of(host.port(), EVENTS)) {
            slow.setReceiveBufferSize(4_096);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), host.port()));
            slow.getOutputStream()
                    .write("GET %s HTTP/1.0\r\nAccept: text/event-stream\r\n\r\n"
                            .formatted(EVENTS)
                            .getBytes(StandardCharsets.US_ASCII));
            quick.await("ready");
            InputStream in = slow.getInputStream();
            assertThat(in.read()).isEqualTo('H');

            String long10k = "x".repeat(10_000);
            int size = 10_000;
            for (int i = 0; i < size; i++) {
                host.open("A", "leaf-" + i, long10k);
                if (i % 500 == 0) {
                    // So that the quick one keeps up on a slow machine, too.
                    quick.await(i);
                }
            }
            quick.await(size + 1);

            String read = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(read.lines().filter("event: opened"::equals).count()).isBetween(1L, size - 1L);
            assertThat(read.substring(read.length() - 200))
                    .contains("event: dropped\n", "expected a reader at most 4096 events behind");
        }
    }

    @Test
    void readersAreSentAwayWhenTheApplicationStopsAndAfterTheirTime() {
        FollowingHost host =
                FollowingHost.inMemory("--leafnode.web.events.heartbeat=50ms", "--leafnode.web.events.lifetime=500ms");
        try (EventReader first = EventReader.of(host.port(), EVENTS)) {
            first.await("ready");
            host.open("A", "one");
            first.awaitEnd();

            assertThat(first.comments()).isBetween(1, 10);
            try (EventReader second = EventReader.after(first.lastId(), host.port(), EVENTS)) {
                host.open("A", "two");
                assertThat(second.await(1)).extracting(Event::said).containsExactly("opened two");
                Instant stopping = Instant.now();
                host.close();
                second.awaitEnd();

                assertThat(Duration.between(stopping, Instant.now())).isLessThan(Duration.ofSeconds(10));
            }
        }
    }

    @Test
    void aReaderWhosePlaceIsNotKnownStartsAnewAndIsToldWhy() {
        try (FollowingHost host = FollowingHost.inMemory();
                EventReader reader = EventReader.after("nobody's", host.port(), EVENTS)) {
            assertThat(reader.await("reset").data().path("reason").asString())
                    .isEqualTo("expected an id of this feed, got 'nobody's'");
            host.open("A", "leaf");
            assertThat(reader.await("opened").said()).isEqualTo("opened leaf");
        }
    }

    @Test
    void whoAsksForTheHeadAloneIsAnsweredAndGone() throws Exception {
        try (FollowingHost host = FollowingHost.inMemory()) {
            HttpRequest head = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + EVENTS))
                    .method("HEAD", BodyPublishers.noBody())
                    .timeout(Duration.ofSeconds(30))
                    .build();

            HttpResponse<Void> answer = HttpClient.newHttpClient().send(head, BodyHandlers.discarding());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
            assertThat(host.bean(JudgmentFeed.class).followers()).isZero();
        }
    }

    @Test
    void whoHasGoneIsForgotten() {
        try (FollowingHost host = FollowingHost.inMemory("--leafnode.web.events.heartbeat=50ms")) {
            for (int i = 0; i < 50; i++) {
                EventReader reader = EventReader.of(host.port(), EVENTS);
                if (i % 2 == 0) {
                    reader.await("ready");
                }
                reader.close();
            }

            await().until(() -> host.bean(JudgmentFeed.class).followers() == 0);
        }
    }

    @Test
    void noIdWhateverItHoldsIsAnsweredWithAnErrorOfOurs() {
        try (FollowingHost host = FollowingHost.inMemory()) {
            String real;
            try (EventReader reader = EventReader.of(host.port(), EVENTS)) {
                reader.await("ready");
                real = reader.lastId();
            }
            Random random = new Random(20261122);
            List<String> ids = new ArrayList<>(List.of("0", "-1", "=", "%00", "x".repeat(5_000), real + "A"));
            for (int i = 0; i < 100; i++) {
                StringBuilder mutated = new StringBuilder(real);
                // Not the last one, of which not every bit counts.
                mutated.setCharAt(random.nextInt(real.length() - 1), "Ab0-_.~ ".charAt(random.nextInt(8)));
                ids.add(mutated.toString().strip());
            }
            ids.removeIf(real::equals);
            for (String id : ids) {
                try (EventReader reader = EventReader.after(id, host.port(), EVENTS)) {
                    assertThat(reader.await("reset").name()).as(id).isEqualTo("reset");
                }
            }
        }
    }

    @Test
    void aReaderIsToldOfTheApplicationThatItAsksFor() {
        try (FollowingHost host = FollowingHost.inMemory();
                EventReader reader = EventReader.of(host.port(), EVENTS + "?application=B")) {
            reader.await("ready");
            host.open("A", "a");
            host.open("B", "b");

            assertThat(reader.await("opened").said()).isEqualTo("opened b");
        }
    }

    /** Reads so many events more, and returns the id of the last. */
    private static String follow(String id, int port, int more, List<String> seen) {
        try (EventReader reader = EventReader.after(id, port, EVENTS)) {
            List<Event> events = id == null ? reader.await(1).subList(1, 1) : reader.await(more);
            events.forEach(event -> seen.add(event.said()));
            return reader.lastId();
        }
    }

    private static String url(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getURL();
        }
    }

    private static FollowingHost other(String url) {
        return new FollowingHost("--leafnode.store=sql", "--spring.datasource.url=" + url, LOOKS_OFTEN);
    }

    private static void decide(RunningApplication application, String executionId) {
        assertThat(application
                        .postAs(
                                "application/json",
                                "/judgments/%s/decision".formatted(executionId),
                                "{\"decision\": \"continue\"}")
                        .status())
                .isEqualTo(200);
    }
}
