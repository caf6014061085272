package dev.leafnode.quickstart.web;

import static org.awaitility.Awaitility.given;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream of events as browsers do (WHATWG HTML, "Interpreting an event stream"), and takes no thread for it. */
final class EventReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<Event> events = new ArrayList<>();
    private final Lines lines = new Lines();
    private final CompletableFuture<HttpResponse<Void>> response;
    private @Nullable String lastId;
    private int comments;

    /** An event. */
    record Event(@Nullable String id, String name, JsonNode data) {

        /** {@code opened 01K…} */
        String said() {
            return name + " " + data.path("executionId").asString();
        }
    }

    private EventReader(String url, @Nullable String lastEventId) {
        lastId = lastEventId;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        response = CLIENT.sendAsync(request.build(), BodyHandlers.fromLineSubscriber(lines));
    }

    static EventReader of(int port, String path) {
        return new EventReader("http://127.0.0.1:" + port + path, null);
    }

    /** From where somebody else was. */
    static EventReader after(@Nullable String lastEventId, int port, String path) {
        return new EventReader("http://127.0.0.1:" + port + path, lastEventId);
    }

    /** As soon as there are so many events. */
    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    List<Event> await(int size) {
        with().until(() -> events().size() >= size);
        return events();
    }

    /** As soon as an event of that name is there. */
    Event await(String name) {
        return with().until(
                        () -> events().stream()
                                .filter(event -> event.name().equals(name))
                                .findFirst()
                                .orElse(null),
                        event -> event != null);
    }

    void awaitEnd() {
        with().until(lines::isOver);
    }

    boolean isOver() {
        return lines.isOver();
    }

    synchronized @Nullable String lastId() {
        return lastId;
    }

    synchronized int comments() {
        return comments;
    }

    @Override
    public void close() {
        lines.cancel();
        response.cancel(true);
    }

    private static org.awaitility.core.ConditionFactory with() {
        return given().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE);
    }

    /** The lines of an event, until the empty one. */
    private final class Lines implements Flow.Subscriber<String> {

        private volatile Flow.@Nullable Subscription subscription;
        private volatile boolean over;
        private @Nullable String name;
        private @Nullable String data;

        @Override
        public void onSubscribe(Flow.Subscription subscribed) {
            subscription = subscribed;
            subscribed.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            synchronized (EventReader.this) {
                if (line.isEmpty()) {
                    if (data != null) {
                        events.add(new Event(lastId, name == null ? "message" : name, JSON.readTree(data)));
                    }
                    name = null;
                    data = null;
                } else if (line.startsWith(":")) {
                    comments++;
                } else if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    data = line.substring("data: ".length());
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring("id: ".length());
                } else if (!line.startsWith("retry: ")) {
                    throw new IllegalStateException("expected a line of an event, got " + line);
                }
            }
        }

        @Override
        public void onError(Throwable gone) {
            over = true;
        }

        @Override
        public void onComplete() {
            over = true;
        }

        boolean isOver() {
            return over;
        }

        void cancel() {
            Flow.Subscription running = subscription;
            if (running != null) {
                running.cancel();
            }
        }
    }
}
