package dev.leafnode.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Everybody who follows something. A few threads serve them all: an answer that is not being written costs none.
 *
 * <p>They are sent away before the web server stops, which would wait for them.
 */
final class Followers implements SmartLifecycle {

    /** They make events of what happened and hand them to the connections. */
    private static final int THREADS = 2;

    /** A connection that takes nothing for so many heartbeats is not read by anybody. */
    private static final int PATIENCE = 4;

    private final Duration heartbeat;
    private final Duration lifetime;
    private final InstantSource clock;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ScheduledThreadPoolExecutor threads;

    /**
     * Makes them, nobody at first.
     *
     * @param heartbeat the time between two signs of life
     * @param lifetime how long an answer lasts before its reader has to ask again, and to say again who it is
     */
    Followers(Duration heartbeat, Duration lifetime, InstantSource clock) {
        this.heartbeat = heartbeat;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /**
     * Answers a request with events, for as long as there are any to come.
     *
     * @param source makes the events; it is given what to call when there may be a next one
     */
    void follow(HttpServletRequest request, HttpServletResponse response, Function<Runnable, FollowedEvents> source)
            throws IOException {
        ScheduledThreadPoolExecutor running = threads;
        if (running == null) {
            throw ProblemException.unavailable("events: expected an application that is running, got one that stops");
        }
        ShallowEtagHeaderFilter.disableContentCaching(request);
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // nginx would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        Waker waker = new Waker();
        EventStream stream = new EventStream(
                async, response.getOutputStream(), source.apply(waker), streams::remove, clock.instant());
        streams.add(stream);
        async.addListener(stream);
        response.getOutputStream().setWriteListener(stream);
        waker.wake(stream);
    }

    /** How many there are. */
    int size() {
        return streams.size();
    }

    @Override
    public void start() {
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(THREADS, factory());
        started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        ScheduledFuture<?> unused = started.scheduleWithFixedDelay(
                this::beat, heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        threads = started;
    }

    @Override
    public void stop() {
        ScheduledThreadPoolExecutor running = threads;
        threads = null;
        if (running != null) {
            running.shutdownNow();
        }
        streams.forEach(EventStream::end);
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }

    private void beat() {
        streams.forEach(stream -> stream.beat(clock.instant(), heartbeat.multipliedBy(PATIENCE), lifetime));
    }

    private void pump(EventStream stream) {
        ScheduledThreadPoolExecutor running = threads;
        if (running != null && stream.wantsPump()) {
            try {
                running.execute(stream::pump);
            } catch (RejectedExecutionException stopping) {
                stream.end();
            }
        }
    }

    /** Whom the events wake, before there is a stream of them. */
    private final class Waker implements Runnable {

        private volatile @Nullable EventStream stream;

        @Override
        public void run() {
            EventStream woken = stream;
            if (woken != null) {
                pump(woken);
            }
        }

        void wake(EventStream made) {
            stream = made;
            pump(made);
        }
    }

    private static CustomizableThreadFactory factory() {
        CustomizableThreadFactory factory = new CustomizableThreadFactory("leafnode-followers-");
        factory.setDaemon(true);
        return factory;
    }
}
