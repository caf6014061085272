package dev.leafnode.feed;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A place in a {@link JudgmentFeed} that moves on as it is read. Reading waits for nothing: the feed calls back when there is
 * something.
 *
 * <p>Safe for use by many threads.
 */
public final class FeedCursor implements AutoCloseable {

    private final Recent recent;
    private final int capacity;
    private final Runnable onItem;
    private final Consumer<FeedCursor> onClose;
    private final Deque<Told> older = new ArrayDeque<>();
    private @Nullable EventIds ids;
    private EventIds.@Nullable Place place;
    private @Nullable FeedItem first;
    private boolean over;

    FeedCursor(Recent recent, int capacity, Runnable onItem, Consumer<FeedCursor> onClose) {
        this.recent = recent;
        this.capacity = capacity;
        this.onItem = onItem;
        this.onClose = onClose;
    }

    /** The next item, which is then behind the cursor; empty if there is none now, or never again. */
    public synchronized Optional<FeedItem> next() {
        if (over || place == null) {
            return Optional.empty();
        }
        if (first != null) {
            FeedItem item = first;
            first = null;
            return Optional.of(item);
        }
        Told next = older.isEmpty() ? recent.after(place.position()) : older.removeFirst();
        if (next == null) {
            return Optional.empty();
        }
        if (next.position() != place.position() + 1) {
            over = true;
            return Optional.of(new FeedItem.Dropped("expected a reader at most %d events behind, got one %d behind"
                    .formatted(capacity, capacity + next.position() - place.position() - 1)));
        }
        place = new EventIds.Place(next.position(), next.check());
        return Optional.of(new FeedItem.Event(next.event()));
    }

    /**
     * A name of the place behind the last item, to go on from later, on any instance; empty before the first item. No two
     * names are the same, and nobody can tell from them how much lies between.
     */
    public synchronized Optional<String> id() {
        return place == null || ids == null || first != null ? Optional.empty() : Optional.of(ids.name(place));
    }

    /** The feed calls back no more. */
    @Override
    public void close() {
        synchronized (this) {
            over = true;
        }
        onClose.accept(this);
    }

    /** Puts the cursor behind a place, with what lies between there and what is recent. */
    void put(EventIds names, EventIds.Place behind, Collection<Told> between, @Nullable FeedItem greeting) {
        synchronized (this) {
            ids = names;
            place = behind;
            older.addAll(between);
            first = greeting;
        }
        onItem.run();
    }

    void wake() {
        onItem.run();
    }
}
