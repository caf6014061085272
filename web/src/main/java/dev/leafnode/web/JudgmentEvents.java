package dev.leafnode.web;

import static java.util.Objects.requireNonNull;

import dev.leafnode.feed.FeedCursor;
import dev.leafnode.feed.FeedItem;
import dev.leafnode.feed.JudgmentEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What opens and closes, as far as a reader may see it. */
final class JudgmentEvents implements FollowedEvents {

    private final FeedCursor cursor;
    private final @Nullable String application;
    private final Supplier<Access> accesses;
    private final Executor caller;
    private Access access;

    /**
     * Makes events for a reader.
     *
     * @param application of which application; null for all
     * @param accesses what the reader may see, each to be asked for a while
     * @param caller runs what asks them
     */
    JudgmentEvents(FeedCursor cursor, @Nullable String application, Supplier<Access> accesses, Executor caller) {
        this.cursor = cursor;
        this.application = application;
        this.accesses = accesses;
        this.caller = caller;
        access = accesses.get();
    }

    @Override
    public Optional<ServerSentEvent> next() {
        AtomicReference<Optional<ServerSentEvent>> next = new AtomicReference<>(Optional.empty());
        caller.execute(() -> next.set(visible()));
        return requireNonNull(next.get(), "never null");
    }

    @Override
    public Optional<String> id() {
        return cursor.id();
    }

    @Override
    public void renew() {
        access = accesses.get();
    }

    @Override
    public void close() {
        cursor.close();
    }

    private Optional<ServerSentEvent> visible() {
        Optional<FeedItem> item = cursor.next();
        while (item.isPresent()) {
            ServerSentEvent event = event(item.get());
            if (event != null) {
                return Optional.of(event);
            }
            item = cursor.next();
        }
        return Optional.empty();
    }

    /** Null for what may not be seen. */
    private @Nullable ServerSentEvent event(FeedItem item) {
        if (item instanceof FeedItem.Event told) {
            return event(told.event());
        }
        if (item instanceof FeedItem.Reset reset) {
            return event("reset", Map.of("reason", reset.reason()), false);
        }
        if (item instanceof FeedItem.Dropped dropped) {
            return event("dropped", Map.of("reason", dropped.reason()), true);
        }
        return event("ready", Map.of(), false);
    }

    private @Nullable ServerSentEvent event(JudgmentEvent event) {
        if ((application != null && !application.equals(event.application())) || !access.reads(event.application())) {
            return null;
        }
        if (event instanceof JudgmentEvent.Opened opened) {
            return event("opened", JudgmentViews.one(opened.waiting(), access), false);
        }
        Map<String, Object> closed = new LinkedHashMap<>();
        closed.put("executionId", event.key().stage().executionId());
        closed.put("stageId", event.key().stage().stageId());
        closed.put("attempt", event.key().attempt());
        closed.put("application", event.application());
        closed.put("closedAt", event.at().toEpochMilli());
        return event("closed", closed, false);
    }

    private ServerSentEvent event(String name, Map<String, ?> data, boolean isLast) {
        return new ServerSentEvent(name, cursor.id().orElse(null), Answers.text(data), isLast);
    }
}
