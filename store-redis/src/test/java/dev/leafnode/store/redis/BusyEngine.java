package dev.leafnode.store.redis;

import static org.awaitility.Awaitility.with;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.UnknownExecutionException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/**
 * An engine that stores each state until the store has taken it, and only then tells the event, once. Four threads run
 * trees of three executions; one judgment in three is left undecided.
 */
final class BusyEngine {

    private static final int THREADS = 4;
    private static final int DEPTH = 2;

    private final RedisStore store;
    private final Map<String, Execution> executions = new ConcurrentHashMap<>();
    private final LongAdder failures = new LongAdder();
    private final LongAdder untold = new LongAdder();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopped;

    /** Starts at once. */
    BusyEngine(RedisStore store, Random seeds) {
        this.store = store;
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

    /** Everything that was stored, as it was stored last, by id. */
    Map<String, Execution> executions() {
        return Map.copyOf(executions);
    }

    /** How many calls failed. */
    long failures() {
        return failures.sum();
    }

    /** How many of them were events, which are lost. */
    long untold() {
        return untold.sum();
    }

    private void run(String name, Random random) {
        for (int tree = 0; !stopped; tree++) {
            List<Execution> chain = new ArrayList<>();
            for (int level = 0; level <= DEPTH; level++) {
                chain.add(start("%s-%d-%d".formatted(name, tree, level), level, chain));
            }
            Execution leaf = chain.get(DEPTH);
            Judgment judgment = Sample.judgment(leaf, leaf.stages().get(0));
            tell(() -> store.judgments().open(judgment, Lineage.stored()));
            if (random.nextInt(3) > 0) {
                end(leaf);
                tell(() -> store.judgments().close(judgment.key(), Instant.now()));
                end(chain.get(1));
                tell(() -> store.judgments().cut(new StageKey(chain.get(1).id(), "stage"), Instant.now()));
                end(chain.get(0));
            }
        }
    }

    private Execution start(String id, int level, List<Execution> above) {
        Instant now = now();
        Stage stage = Stage.builder("stage", level == DEPTH ? "manualJudgment" : "pipeline")
                .status(ExecutionStatus.RUNNING)
                .startTime(now)
                .build();
        Execution execution = Execution.builder(id, "application")
                .status(ExecutionStatus.RUNNING)
                .buildTime(now)
                .trigger(
                        level == 0
                                ? Trigger.empty()
                                : Trigger.reference(above.get(level - 1).id(), "stage"))
                .stages(List.of(stage))
                .build();
        again(() -> store.executions().save(execution));
        executions.put(id, execution);
        return execution;
    }

    private void end(Execution execution) {
        Stage stage = execution.stages().get(0).toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .endTime(now())
                .build();
        Execution decided = execution.withStage(stage);
        again(() -> saveStage(decided, stage));
        executions.put(execution.id(), decided);
        Execution ended = decided.toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .endTime(now())
                .build();
        again(() -> store.executions().save(ended));
        executions.put(execution.id(), ended);
    }

    /** Whole, if the store has lost the execution. */
    private void saveStage(Execution execution, Stage stage) {
        try {
            store.executions().saveStage(execution.id(), stage);
        } catch (UnknownExecutionException lost) {
            store.executions().save(execution);
        }
    }

    private void again(Runnable save) {
        with().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofMinutes(1))
                .await()
                .until(() -> succeeds(save));
    }

    private void tell(Runnable event) {
        if (!succeeds(event)) {
            untold.increment();
        }
    }

    private boolean succeeds(Runnable call) {
        try {
            call.run();
            return true;
        } catch (RedisStoreException failure) {
            failures.increment();
            return false;
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
