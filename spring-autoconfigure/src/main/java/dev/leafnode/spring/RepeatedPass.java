package dev.leafnode.spring;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Makes a pass when the application has started, and again and again as long as it runs, on a thread of its own. A pass
 * that fails is logged, the first one since the last that did not as a warning, and the next one comes as if nothing
 * had been.
 */
abstract class RepeatedPass implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final String name;
    private final String done;
    private final Duration interval;
    private volatile @Nullable ScheduledThreadPoolExecutor thread;
    private boolean failing;

    /**
     * Makes a schedule that has not started.
     *
     * @param name of the thread
     * @param done what a pass does, as a sentence that follows "could not"
     * @param interval the time between two passes
     */
    RepeatedPass(String name, String done, Duration interval) {
        this.name = name;
        this.done = done;
        this.interval = interval;
    }

    abstract void pass();

    @Override
    public synchronized void start() {
        if (thread == null) {
            ScheduledThreadPoolExecutor started =
                    new ScheduledThreadPoolExecutor(1, factory(), (rejected, stopped) -> cancel(rejected));
            started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            ScheduledFuture<?> unused =
                    started.scheduleWithFixedDelay(this::passSafely, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
            thread = started;
        }
    }

    /** Has a pass made as soon as none is under way, if passes are made at all. */
    final void soon() {
        Future<?> unused = soon(Executors.callable(this::passSafely));
    }

    /**
     * Has work done on the thread of the passes as soon as none is under way.
     *
     * @return its answer; cancelled where no passes are made, or none any more when its turn comes
     */
    final <T> Future<T> soon(Callable<T> work) {
        ScheduledThreadPoolExecutor running = thread;
        if (running != null) {
            return running.schedule(work, 0, TimeUnit.MILLISECONDS);
        }
        FutureTask<T> never = new FutureTask<>(work);
        cancel(never);
        return never;
    }

    /**
     * Returns when the pass that is under way has ended, but waits for it briefly only; then it is interrupted. What
     * waits for it to end is cancelled.
     */
    @Override
    public synchronized void stop() {
        ScheduledThreadPoolExecutor running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        running.shutdown();
        running.getQueue().forEach(RepeatedPass::cancel);
        try {
            if (running.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        running.shutdownNow().forEach(RepeatedPass::cancel);
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void passSafely() {
        try {
            pass();
            if (failing) {
                failing = false;
                log.info("Can {} again", done);
            }
        } catch (Throwable failure) {
            if (failing) {
                log.debug("Could not {}", done, failure);
            } else {
                failing = true;
                log.warn("Could not {}; trying again in {}", done, interval, failure);
            }
        }
    }

    /** Whoever waits for it does so no longer. */
    private static void cancel(Runnable scheduled) {
        ((Future<?>) scheduled).cancel(false);
    }

    private CustomizableThreadFactory factory() {
        CustomizableThreadFactory factory = new CustomizableThreadFactory(name);
        factory.setDaemon(true);
        return factory;
    }
}
