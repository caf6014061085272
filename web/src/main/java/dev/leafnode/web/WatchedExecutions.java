package dev.leafnode.web;

import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Looks at the executions that somebody watches: at all of them at once and for all who watch, as often as is set, and not at
 * all while nobody does.
 */
final class WatchedExecutions implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WatchedExecutions.class);

    private final ExecutionRepository executions;
    private final ExecutionResources resources;
    private final Duration interval;
    private final Access everything = new Access(AccessPolicy.DEFAULT, new Caller(null, role -> false));
    private final Map<String, Set<Watch>> watches = new ConcurrentHashMap<>();
    private volatile @Nullable ScheduledThreadPoolExecutor thread;
    private boolean failing;

    WatchedExecutions(ExecutionRepository executions, ExecutionResources resources, Duration interval) {
        this.executions = executions;
        this.resources = resources;
        this.interval = interval;
    }

    /**
     * How an execution looked.
     *
     * @param seen null if it was not there
     */
    record Look(ExecutionResources.@Nullable Seen seen) {}

    /** Somebody who watches an execution, until the watch is closed. */
    final class Watch implements AutoCloseable {

        private final String executionId;
        private final Runnable onChange;
        private volatile @Nullable Look look;

        private Watch(String executionId, Runnable onChange) {
            this.executionId = executionId;
            this.onChange = onChange;
        }

        /** The last look; null before the first. Another one only when something has changed. */
        @Nullable
        Look look() {
            return look;
        }

        @Override
        public void close() {
            watches.computeIfPresent(executionId, (id, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }

        private void see(Look now) {
            Look before = look;
            if (before == null || !Objects.equals(resource(before), resource(now))) {
                look = now;
                onChange.run();
            }
        }

        private static @Nullable Object resource(Look look) {
            return look.seen() == null ? null : look.seen().resource();
        }
    }

    /**
     * Watches an execution.
     *
     * @param onChange called when there is another look, and not to wait for anything
     */
    Watch watch(String executionId, Runnable onChange) {
        Watch watch = new Watch(executionId, onChange);
        watches.compute(executionId, (id, all) -> {
            Set<Watch> more = all == null ? ConcurrentHashMap.newKeySet() : all;
            more.add(watch);
            return more;
        });
        return watch;
    }

    @Override
    public void start() {
        CustomizableThreadFactory factory = new CustomizableThreadFactory("leafnode-watch-");
        factory.setDaemon(true);
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, factory);
        ScheduledFuture<?> unused = started.scheduleWithFixedDelay(
                this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        thread = started;
    }

    @Override
    public void stop() {
        ScheduledThreadPoolExecutor running = thread;
        thread = null;
        if (running != null) {
            running.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void look() {
        try {
            List<String> ids = new ArrayList<>(watches.keySet());
            for (int from = 0; from < ids.size(); from += ExecutionQuery.MAX_LIMIT) {
                look(new HashSet<>(ids.subList(from, Math.min(ids.size(), from + ExecutionQuery.MAX_LIMIT))));
            }
            failing = false;
        } catch (Throwable failure) {
            if (failing) {
                log.debug("Watched executions could not be looked at", failure);
            } else {
                failing = true;
                log.warn("Watched executions could not be looked at; trying again every {}", interval, failure);
            }
        }
    }

    private void look(Set<String> ids) {
        ExecutionPage page = executions.search(ExecutionQuery.byId(ids));
        Map<String, ExecutionResources.Seen> seen = new HashMap<>();
        resources.of(page, everything).forEach(one -> seen.put(one.execution().id(), one));
        for (String id : ids) {
            Look now = new Look(seen.get(id));
            watches.getOrDefault(id, Set.of()).forEach(watch -> watch.see(now));
        }
    }
}
