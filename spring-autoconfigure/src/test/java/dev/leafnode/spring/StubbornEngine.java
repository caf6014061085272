package dev.leafnode.spring;

import static org.awaitility.Awaitility.with;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.ExecutionRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * An engine that stores each state until the store has taken it, and only then tells the event, once. Four threads run
 * trees of two executions; one judgment in three is left undecided.
 */
final class StubbornEngine {

    private static final int THREADS = 4;

    private final ExecutionRepository store;
    private final Listeners listeners;
    private final Map<String, Execution> executions = new ConcurrentHashMap<>();
    private final AtomicLong longest = new AtomicLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopped;

    /** Starts at once. */
    StubbornEngine(ExecutionRepository store, Listeners listeners, Random seeds) {
        this.store = store;
        this.listeners = listeners;
        for (int thread = 0; thread < THREADS; thread++) {
            String name = "t" + thread;
            Random random = new Random(seeds.nextLong());
            running.add(threads.submit(() -> run(name, random)));
        }
    }

    /** Lets it work for that time, in which none of its threads may end. */
    void workFor(Duration time) throws InterruptedException, ExecutionException {
        try {
            running.get(0).get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillAtWork) {
            return;
        }
        throw new AssertionError("a thread of the engine ended by itself");
    }

    /** Lets every thread end the tree it is at. */
    void stop() throws InterruptedException, ExecutionException {
        stopped = true;
        for (Future<?> thread : running) {
            thread.get();
        }
        threads.shutdown();
    }

    /** Everything that was stored, as it was stored last. */
    Collection<Execution> executions() {
        return executions.values();
    }

    /** The leaves in which a human is awaited, and the way to each. */
    Map<String, List<StageKey>> waiting() {
        Map<String, List<StageKey>> waiting = new TreeMap<>();
        executions.forEach((id, execution) -> execution
                .trigger()
                .parent()
                .filter(parent -> !execution.status().isComplete())
                .ifPresent(parent -> waiting.put(id, List.of(parent))));
        return waiting;
    }

    Duration longestEvent() {
        return Duration.ofNanos(longest.get());
    }

    private void run(String name, Random random) {
        for (int tree = 0; !stopped; tree++) {
            String id = name + "-" + tree;
            Execution root = execution(id + "-root", Stage.builder("call", "pipeline"), Trigger.empty());
            store(root);
            Execution leaf = execution(
                    id + "-leaf", Stage.builder("judge", "manualJudgment"), Trigger.reference(root.id(), "call"));
            store(leaf);
            tell(() -> listeners.beforeStage(leaf, leaf.stages().get(0)));
            if (random.nextInt(3) > 0) {
                end(leaf);
                end(root);
            }
        }
    }

    private void end(Execution execution) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Stage stage = execution.stages().get(0).toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .endTime(now)
                .build();
        Execution decided = execution.withStage(stage);
        again(() -> store.saveStage(execution.id(), stage));
        executions.put(execution.id(), decided);
        tell(() -> listeners.afterStage(decided, stage));
        Execution ended = decided.toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .endTime(now)
                .build();
        store(ended);
        tell(() -> listeners.afterExecution(ended));
    }

    private void store(Execution execution) {
        again(() -> store.save(execution));
        executions.put(execution.id(), execution);
    }

    private static void again(Runnable save) {
        with().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofMinutes(1))
                .await()
                .until(() -> {
                    try {
                        save.run();
                        return true;
                    } catch (DataAccessException | TransactionException | JedisException failure) {
                        return false;
                    }
                });
    }

    private void tell(Runnable event) {
        long start = System.nanoTime();
        event.run();
        longest.accumulateAndGet(System.nanoTime() - start, Math::max);
    }

    private static Execution execution(String id, Stage.Builder stage, Trigger trigger) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return Execution.builder(id, "application")
                .status(ExecutionStatus.RUNNING)
                .buildTime(now)
                .trigger(trigger)
                .stages(List.of(
                        stage.status(ExecutionStatus.RUNNING).startTime(now).build()))
                .build();
    }
}
