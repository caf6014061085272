package dev.leafnode.web;

import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.web.resource.PipelineExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Looks at the executions that somebody watches: at all of them at once and for all who watch, as often as is set,
 * and not at all while nobody does.
 */
final class WatchedExecutions implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WatchedExecutions.class);

    private final ExecutionRepository executions;
    private final ExecutionResources resources;
    private final AccessPolicy policy;
    private final Duration interval;
    private final Access everything = new Access(AccessPolicy.DEFAULT, new Caller(null, role -> false));
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private final AtomicLong looks = new AtomicLong();
    private volatile @Nullable ScheduledThreadPoolExecutor thread;
    private boolean failing;

    WatchedExecutions(
            ExecutionRepository executions, ExecutionResources resources, AccessPolicy policy, Duration interval) {
        this.executions = executions;
        this.resources = resources;
        this.policy = policy;
        this.interval = interval;
    }

    /**
     * How an execution looked.
     *
     * @param number grows from each look to the next
     * @param resource as somebody sees it who may see everything; null if it is not there, or could not be made out
     * @param page the execution, with what shows on it
     * @param facts what else is known of it
     */
    record Look(
            long number, @Nullable PipelineExecution resource, ExecutionPage page, ExecutionResources.Facts facts) {}

    /** An execution that is watched, and how it looked last: kept once, however many watch it. */
    private static final class Watched {

        private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
        private volatile @Nullable Look look;
    }

    /** Somebody who watches an execution, until the watch is closed. */
    final class Watch implements AutoCloseable {

        private final String executionId;
        private final Runnable onChange;
        private final long begun = looks.get();
        private volatile boolean isTold;

        private Watch(String executionId, Runnable onChange) {
            this.executionId = executionId;
            this.onChange = onChange;
        }

        /** The last look that was begun after the watch; null before there is one. */
        @Nullable
        Look look() {
            Watched current = watched.get(executionId);
            Look look = current == null ? null : current.look;
            return look == null || look.number() <= begun ? null : look;
        }

        @Override
        public void close() {
            watched.computeIfPresent(executionId, (id, all) -> {
                all.watches.remove(this);
                return all.watches.isEmpty() ? null : all;
            });
        }

        private void tell(boolean hasChanged, Look now) {
            if ((hasChanged || !isTold) && now.number() > begun) {
                isTold = true;
                onChange.run();
            }
        }
    }

    /**
     * Watches an execution.
     *
     * @param onChange called when there may be another look, and not to wait for anything
     */
    Watch watch(String executionId, Runnable onChange) {
        Watch watch = new Watch(executionId, onChange);
        watched.compute(executionId, (id, all) -> {
            Watched more = all == null ? new Watched() : all;
            more.watches.add(watch);
            return more;
        });
        return watch;
    }

    /** What a caller sees in a look; null if that is nothing. Without a statement. */
    ExecutionResources.@Nullable Seen seen(Look look, Access access) {
        return resources.of(look.page(), look.facts(), access).stream()
                .findFirst()
                .orElse(null);
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
        long unused = looks.incrementAndGet();
        try {
            List<String> ids = new ArrayList<>(watched.keySet());
            for (int from = 0; from < ids.size(); from += ExecutionQuery.MAX_LIMIT) {
                look(ids.subList(from, Math.min(ids.size(), from + ExecutionQuery.MAX_LIMIT)));
            }
            failing = false;
        } catch (RuntimeException | Error failure) {
            log(failure, "Watched executions could not be looked at");
        }
    }

    private void look(List<String> ids) {
        ExecutionPage page = executions.search(ExecutionQuery.byId(Set.copyOf(ids)));
        ExecutionResources.Facts facts = resources.facts(page, policy);
        Map<String, ExecutionPage> byId = new HashMap<>();
        page.executions()
                .forEach(execution ->
                        byId.put(execution.id(), page.only(one -> one.id().equals(execution.id()))));
        for (String id : ids) {
            try {
                tell(id, byId.getOrDefault(id, ExecutionPage.EMPTY), facts);
            } catch (RuntimeException | Error failure) {
                log(failure, "Execution " + id + " could not be looked at");
            }
        }
    }

    private void tell(String id, ExecutionPage page, ExecutionResources.Facts facts) {
        Watched all = watched.get(id);
        if (all == null) {
            return;
        }
        PipelineExecution resource = resources.of(page, facts, everything).stream()
                .map(ExecutionResources.Seen::resource)
                .findFirst()
                .orElse(null);
        Look before = all.look;
        Look now = new Look(looks.get(), resource, page, facts);
        all.look = now;
        boolean hasChanged = before == null || !Objects.equals(before.resource(), resource);
        all.watches.forEach(watch -> watch.tell(hasChanged, now));
    }

    private void log(Throwable failure, String what) {
        if (failing) {
            log.debug("{}", what, failure);
        } else {
            failing = true;
            log.warn("{}; trying again every {}", what, interval, failure);
        }
    }
}
