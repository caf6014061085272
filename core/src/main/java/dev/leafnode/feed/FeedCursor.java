package dev.leafnode.feed;

import dev.leafnode.feed.EventIds.Place;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place in a {@link JudgmentFeed} that moves on as it is read. Reading waits for nothing: the feed
 * calls back when there is something.
 *
 * <p>Safe for use by many threads.
 */
public final class FeedCursor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FeedCursor.class);

    private final Recent recent;
    private final Runnable onItem;
    private final Consumer<FeedCursor> onBehind;
    private final Consumer<FeedCursor> onClose;
    private final Deque<Told> older = new ArrayDeque<>();
    private @Nullable EventIds ids;
    private @Nullable Place place;
    private @Nullable FeedItem first;
    private boolean catchesUp;
    private boolean over;

    /**
     * Makes a cursor that has no place yet.
     *
     * @param onItem called when there may be an item
     * @param onBehind called when the cursor needs what is not recent any more
     */
    FeedCursor(Recent recent, Runnable onItem, Consumer<FeedCursor> onBehind, Consumer<FeedCursor> onClose) {
        this.recent = recent;
        this.onItem = onItem;
        this.onBehind = onBehind;
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
        for (Told next = following(place); next != null; next = following(place)) {
            if (next.position() != place.position() + 1) {
                return behind();
            }
            older.pollFirst();
            catchesUp &= recent.at(next.position()) == null;
            place = new Place(next.position(), next.check());
            if (next.event() != null) {
                return Optional.of(new FeedItem.Event(next.event()));
            }
        }
        return Optional.empty();
    }

    /**
     * A name of the place behind the last item, to go on from later, on any instance; empty before the first item. No
     * two names are the same, and nobody can tell from them how much lies between.
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

    synchronized boolean isOver() {
        return over;
    }

    /** Null before there is one. */
    synchronized @Nullable Place place() {
        return place;
    }

    /** Puts the cursor behind a place, with what comes next if that is not recent. */
    void put(EventIds names, Place behind, Collection<Told> next, @Nullable FeedItem greeting) {
        synchronized (this) {
            ids = names;
            place = behind;
            older.clear();
            older.addAll(next);
            catchesUp = !next.isEmpty();
            first = greeting == null ? first : greeting;
        }
        wake();
    }

    void wake() {
        try {
            onItem.run();
        } catch (RuntimeException | Error failure) {
            log.warn("A follower failed when it was told that there is something", failure);
        }
    }

    private @Nullable Told following(Place from) {
        return older.isEmpty() ? recent.after(from.position()) : older.getFirst();
    }

    /** Who comes from far away is given more; who was at the end and did not keep up is not. */
    private Optional<FeedItem> behind() {
        if (catchesUp) {
            onBehind.accept(this);
            return Optional.empty();
        }
        over = true;
        return Optional.of(new FeedItem.Dropped(
                "expected a reader at most %d events behind, got one further behind".formatted(JudgmentFeed.CAPACITY)));
    }
}
