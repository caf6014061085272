package dev.leafnode.web;

import dev.leafnode.web.ExecutionResources.Seen;
import dev.leafnode.web.WatchedExecutions.Look;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an execution looks, again whenever that changes for its reader, until it is complete. The id of an event is made
 * of what it says: who comes back is told only what is new, by any instance.
 */
final class ExecutionEvents implements FollowedEvents {

    private final String executionId;
    private final Representation form;
    private final WatchedExecutions watched;
    private final WatchedExecutions.Watch watch;
    private final Supplier<Access> accesses;
    private final Executor caller;
    private Access access;
    private long handled = -1;
    private @Nullable Seen first;
    private @Nullable String told;

    /**
     * Makes events for a reader.
     *
     * @param first how the execution looks to the reader now
     * @param told the id of the last event that the reader knows; null if it knows none
     */
    ExecutionEvents(
            Seen first,
            @Nullable String told,
            Representation form,
            WatchedExecutions watched,
            WatchedExecutions.Watch watch,
            Supplier<Access> accesses,
            Executor caller) {
        executionId = first.execution().id();
        this.first = first;
        this.told = told;
        this.form = form;
        this.watched = watched;
        this.watch = watch;
        this.accesses = accesses;
        this.caller = caller;
        access = accesses.get();
    }

    /** What an event that says this has as its id. */
    static String id(Seen seen, Representation form) {
        return Answers.tag(form.text(form.of(seen.resource())));
    }

    @Override
    public Optional<ServerSentEvent> next() {
        Seen given = first;
        if (given != null) {
            first = null;
            Optional<ServerSentEvent> event = event(given);
            if (event.isPresent()) {
                return event;
            }
        }
        Look look = watch.look();
        if (look == null || look.number() == handled) {
            return Optional.empty();
        }
        handled = look.number();
        Seen seen = seenByCaller(look);
        return seen == null ? Optional.of(deleted()) : event(seen);
    }

    @Override
    public Optional<String> id() {
        return Optional.ofNullable(told);
    }

    @Override
    public void renew() {
        access = accesses.get();
    }

    @Override
    public void close() {
        watch.close();
    }

    private @Nullable Seen seenByCaller(Look look) {
        AtomicReference<@Nullable Seen> seen = new AtomicReference<>();
        caller.execute(() -> seen.set(watched.seen(look, access)));
        return seen.get();
    }

    private Optional<ServerSentEvent> event(Seen seen) {
        String text = form.text(form.of(seen.resource()));
        String id = Answers.tag(text);
        if (id.equals(told)) {
            return Optional.empty();
        }
        told = id;
        boolean isComplete = seen.execution().status().isComplete();
        return Optional.of(new ServerSentEvent(isComplete ? "completed" : "execution", id, text, isComplete));
    }

    /** Or not to be read any more, which is the same to the reader. */
    private ServerSentEvent deleted() {
        return new ServerSentEvent("deleted", null, Answers.text(Map.of("executionId", executionId)), true);
    }
}
