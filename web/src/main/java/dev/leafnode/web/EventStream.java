package dev.leafnode.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader. Events are taken when the connection takes them, so that nobody waits for a reader and nothing piles up
 * for one (Servlet 6.0, 3.7 "Non Blocking IO").
 */
final class EventStream implements WriteListener, AsyncListener {

    private static final Logger log = LoggerFactory.getLogger(EventStream.class);

    private static final long RETRY_MILLIS = 1_000;

    private final AsyncContext request;
    private final ServletOutputStream out;
    private final FollowedEvents events;
    private final Consumer<EventStream> onEnd;
    private int beats;
    private int silentBeats;
    private boolean hasWritten;
    private final AtomicBoolean isPumpDue = new AtomicBoolean();
    private byte @Nullable [] due = ServerSentEvent.retry(RETRY_MILLIS);
    private boolean isFlushDue;
    private boolean isLastWritten;
    private boolean isOver;

    EventStream(AsyncContext request, ServletOutputStream out, FollowedEvents events, Consumer<EventStream> onEnd) {
        this.request = request;
        this.out = out;
        this.events = events;
        this.onEnd = onEnd;
    }

    /** Whether somebody has to call {@link #pump}, who has not been asked to yet. */
    boolean wantsPump() {
        return isPumpDue.compareAndSet(false, true);
    }

    /** Writes what there is, as far as the connection takes it. */
    void pump() {
        isPumpDue.set(false);
        onWritePossible();
    }

    @Override
    public synchronized void onWritePossible() {
        try {
            while (!isOver && out.isReady()) {
                if (due == null && !isLastWritten) {
                    due = nextBytes();
                }
                if (due != null) {
                    out.write(due);
                    hasWritten = true;
                    due = null;
                    isFlushDue = true;
                } else if (isFlushDue) {
                    out.flush();
                    isFlushDue = false;
                } else if (isLastWritten) {
                    end();
                } else {
                    return;
                }
            }
        } catch (IOException gone) {
            log.debug("A reader has gone", gone);
            end();
        } catch (RuntimeException | Error failure) {
            log.warn("A reader could not be told what happened, and is sent away", failure);
            end();
        }
    }

    /**
     * A sign of life; a reader that has taken nothing for too long, or has been here for long, is sent away.
     *
     * @param patience for how many beats it may take nothing of what there is
     * @param lifetime for how many it may stay
     */
    synchronized void beat(int patience, int lifetime) {
        if (isOver) {
            return;
        }
        beats++;
        silentBeats = hasWritten || due == null ? 0 : silentBeats + 1;
        hasWritten = false;
        if (silentBeats > patience) {
            log.info(
                    "A reader was dropped: expected it to take something within {} heartbeats, but it took nothing",
                    patience);
            end();
            return;
        }
        if (beats > lifetime) {
            isLastWritten = true;
        } else if (due == null) {
            events.renew();
            due = ServerSentEvent.heartbeat(events.id().orElse(null));
        }
        onWritePossible();
    }

    /** Ends the answer; the reader comes back by itself. */
    synchronized void end() {
        if (isOver) {
            return;
        }
        isOver = true;
        events.close();
        onEnd.accept(this);
        try {
            request.complete();
        } catch (IllegalStateException overAlready) {
            log.debug("The answer has ended by itself", overAlready);
        }
    }

    @Override
    public void onError(Throwable gone) {
        log.debug("A reader has gone", gone);
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nobody starts it again.
    }

    private byte @Nullable [] nextBytes() {
        Optional<ServerSentEvent> next = events.next();
        next.ifPresent(event -> isLastWritten = event.isLast());
        return next.map(ServerSentEvent::bytes).orElse(null);
    }
}
