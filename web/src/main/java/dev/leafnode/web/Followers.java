package dev.leafnode.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(Followers.class);

    private final Duration heartbeat;
    private final int lifetime;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ScheduledThreadPoolExecutor threads;
    private volatile boolean stopped;

    /**
     * Makes them, nobody at first.
     *
     * @param heartbeat the time between two signs of life
     * @param lifetime how long an answer lasts before its reader has to ask again, and to say again who it is
     */
    Followers(Duration heartbeat, Duration lifetime) {
        this.heartbeat = heartbeat;
        this.lifetime = Math.toIntExact(Math.max(1, Math.min(Integer.MAX_VALUE, lifetime.dividedBy(heartbeat))));
    }

    /**
     * Answers a request with events, for as long as there are any to come.
     *
     * @param source makes the events; it is given what to call when there may be a next one
     */
    void follow(HttpServletRequest request, HttpServletResponse response, Function<Runnable, FollowedEvents> source)
            throws IOException {
        ShallowEtagHeaderFilter.disableContentCaching(request);
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // nginx would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
        // Who is sent away with anything but a stream does not come back by itself.
        if (stopped || request.getMethod().equals("HEAD")) {
            return;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        Waker waker = new Waker();
        EventStream stream = new EventStream(async, response.getOutputStream(), source.apply(waker), streams::remove);
        streams.add(stream);
        try {
            async.addListener(stream);
            response.getOutputStream().setWriteListener(stream);
        } catch (IOException | RuntimeException refused) {
            stream.end();
            throw refused;
        }
        waker.wake(stream);
        if (stopped) {
            stream.end();
        }
    }

    /** How many there are. */
    int size() {
        return streams.size();
    }

    @Override
    public synchronized void start() {
        if (threads == null) {
            ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(THREADS, factory());
            started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            ScheduledFuture<?> unused = started.scheduleWithFixedDelay(
                    this::beat, heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
            threads = started;
            stopped = false;
            // Who came before is still to be told.
            streams.forEach(this::pump);
        }
    }

    @Override
    public synchronized void stop() {
        stopped = true;
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
        for (EventStream stream : streams) {
            try {
                stream.beat(PATIENCE, lifetime);
            } catch (RuntimeException | Error failure) {
                log.warn("A reader could not be given a sign of life, and is sent away", failure);
                stream.end();
            }
        }
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
