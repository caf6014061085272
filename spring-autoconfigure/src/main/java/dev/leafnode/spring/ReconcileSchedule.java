package dev.leafnode.spring;

import dev.leafnode.navigation.Reconciler;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Has the reconciler make a pass when the application has started, and again and again as long as it runs, on a thread of
 * its own. A pass that fails is logged, the first one since the last that did not as a warning, and the next one comes as
 * if nothing had been.
 */
final class ReconcileSchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReconcileSchedule.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Reconciler reconciler;
    private final Duration interval;
    private volatile @Nullable ScheduledThreadPoolExecutor thread;
    private boolean failing;

    /**
     * Makes a schedule that has not started.
     *
     * @param interval the time between two passes
     */
    ReconcileSchedule(Reconciler reconciler, Duration interval) {
        this.reconciler = reconciler;
        this.interval = interval;
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, factory());
            started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            ScheduledFuture<?> unused =
                    started.scheduleWithFixedDelay(this::pass, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
            thread = started;
        }
    }

    /** Has a pass made as soon as none is under way, if the schedule is running. */
    void soon() {
        ScheduledThreadPoolExecutor running = thread;
        if (running != null && !running.isShutdown()) {
            running.execute(this::pass);
        }
    }

    /** Returns when the pass that is under way has ended, but waits for it briefly only; then it is interrupted. */
    @Override
    public synchronized void stop() {
        ScheduledThreadPoolExecutor running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        running.shutdown();
        try {
            if (running.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        running.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void pass() {
        try {
            reconciler.reconcile();
            if (failing) {
                failing = false;
                log.info("Judgments are reconciled with executions again");
            }
        } catch (Throwable failure) {
            if (failing) {
                log.debug("Could not reconcile judgments with executions", failure);
            } else {
                failing = true;
                log.warn("Could not reconcile judgments with executions; trying again in {}", interval, failure);
            }
        }
    }

    private static CustomizableThreadFactory factory() {
        CustomizableThreadFactory factory = new CustomizableThreadFactory("leafnode-reconcile-");
        factory.setDaemon(true);
        return factory;
    }
}
