package dev.leafnode.store.tck;

import dev.leafnode.feed.FeedCursor;
import dev.leafnode.feed.FeedItem;
import dev.leafnode.feed.JudgmentEvent;
import dev.leafnode.feed.JudgmentFeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Somebody who follows a feed, goes away, comes back to this or another instance, and remembers what was told. */
final class FeedReader {

    /** Only so that a feed that says nothing fails the test: nothing is asserted by time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<JudgmentEvent> events = new ArrayList<>();
    private @Nullable String id;

    /** What was told, in the order of the telling. */
    List<JudgmentEvent> events() {
        return List.copyOf(events);
    }

    /** What was told, as short sentences: {@code opened judge@leaf}. */
    List<String> said() {
        return events.stream()
                .map(event -> (event instanceof JudgmentEvent.Opened ? "opened " : "closed ")
                        + event.key().stage().executionId())
                .toList();
    }

    /** Follows from where it was until so many events are known; from the end if it never was anywhere. */
    void readUntil(JudgmentFeed feed, int size) {
        Semaphore items = new Semaphore(0);
        try (FeedCursor cursor = feed.follow(id, items::release)) {
            FeedItem last = null;
            while (id == null || events.size() < size) {
                Optional<FeedItem> item = cursor.next();
                if (item.isEmpty()) {
                    await(items, last, size);
                    continue;
                }
                last = item.get();
                if (last instanceof FeedItem.Event event) {
                    events.add(event.event());
                } else if (!(last instanceof FeedItem.Ready)) {
                    throw new AssertionError("expected an event, got " + last);
                }
                id = cursor.id().orElseThrow();
            }
        }
    }

    private void await(Semaphore items, @Nullable FeedItem last, int size) {
        try {
            if (!items.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("expected %d events, got %d within %s; the last item was %s"
                        .formatted(size, events.size(), PATIENCE, last));
            }
            items.drainPermits();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }
}
