package dev.leafnode.quickstart.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A fixed number of threads. Everything about one execution runs on the same one, one piece of work after the other, so
 * that its state needs no locks. Work on one lane never waits for work on another.
 */
final class Lanes implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<ScheduledThreadPoolExecutor> lanes;
    private final Map<String, ScheduledFuture<?>> wakeUps = new ConcurrentHashMap<>();

    Lanes(int count) {
        lanes = IntStream.rangeClosed(1, count).mapToObj(Lanes::lane).toList();
    }

    private static ScheduledThreadPoolExecutor lane(int number) {
        var lane = new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "engine-" + number));
        lane.setRemoveOnCancelPolicy(true);
        lane.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return lane;
    }

    /** Runs the work soon. */
    void run(String executionId, Runnable work) {
        of(executionId).execute(work);
    }

    /** Runs the work and waits for its result; for callers that are not on a lane. */
    <T> T call(String executionId, Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, of(executionId)).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** Runs the work later, instead of what an earlier call for the execution asked for. Called on its lane. */
    void wake(String executionId, Duration delay, Runnable work) {
        Runnable wakeUp = () -> {
            wakeUps.remove(executionId);
            work.run();
        };
        ScheduledFuture<?> earlier = wakeUps.put(
                executionId, of(executionId).schedule(wakeUp, Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS));
        if (earlier != null) {
            earlier.cancel(false);
        }
    }

    private ScheduledThreadPoolExecutor of(String executionId) {
        return lanes.get(Math.floorMod(executionId.hashCode(), lanes.size()));
    }

    /** Takes no more work and waits, for a while, until what has begun is done. */
    @Override
    public void close() {
        lanes.forEach(ScheduledThreadPoolExecutor::shutdown);
        try {
            for (ScheduledThreadPoolExecutor lane : lanes) {
                if (!lane.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    lane.shutdownNow();
                }
            }
        } catch (InterruptedException interrupted) {
            lanes.forEach(ScheduledThreadPoolExecutor::shutdownNow);
            Thread.currentThread().interrupt();
        }
    }
}
