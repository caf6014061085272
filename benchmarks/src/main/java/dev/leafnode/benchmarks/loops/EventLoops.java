package dev.leafnode.benchmarks.loops;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.repository.JudgmentRepository;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The events of stages that are no judgments and wait for no execution, which are nearly all that an engine tells. The
 * store fails whenever it is asked.
 */
@State(Scope.Thread)
public class EventLoops {

    /** Of the stages that pipelines are mostly made of. */
    private static final List<String> TYPES = List.of(
            "bake", "deploy", "wait", "webhook", "runJob", "findImage", "checkPreconditions", "evaluateVariables");

    private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

    private final JudgmentNavigationListener listener = new JudgmentNavigationListener(
            storeThatFails(), execution -> Lineage.stored(), WaitRules.DEFAULT, InstantSource.system());
    private final Listeners listeners = new Listeners(List.of(listener), List.of(listener));
    private final Execution execution = execution();
    private int next;

    public EventLoops() {}

    /** Tells every event, so that the JVM knows all of them as it does in an engine. */
    @Setup
    public void tellAll() {
        for (int i = 0; i < 20_000; i++) {
            beforeStage();
            beforeTask();
            afterTask();
            afterStage();
        }
        requireSilence();
    }

    @TearDown
    public void requireSilence() {
        if (statements() != 0) {
            throw new IllegalStateException("statements: expected none, got " + statements());
        }
    }

    /** How many statements the events would have cost. */
    public long statements() {
        return listener.failures();
    }

    @Benchmark
    public void beforeStage() {
        listeners.beforeStage(execution, stage());
    }

    @Benchmark
    public void beforeTask() {
        Stage stage = stage();
        listeners.beforeTask(execution, stage, stage.tasks().get(0));
    }

    @Benchmark
    public void afterTask() {
        Stage stage = stage();
        listeners.afterTask(execution, stage, stage.tasks().get(0));
    }

    @Benchmark
    public void afterStage() {
        listeners.afterStage(execution, stage());
    }

    private Stage stage() {
        next = (next + 1) % TYPES.size();
        return execution.stages().get(next);
    }

    private static Execution execution() {
        List<Stage> stages = new ArrayList<>();
        for (String type : TYPES) {
            stages.add(Stage.builder("01K9JTKQ6XV5N5S3ZJ5Q4R9E" + stages.size(), type)
                    .status(ExecutionStatus.RUNNING)
                    .startTime(START)
                    .tasks(List.of(Task.notStarted("1", type).running(START)))
                    .build());
        }
        return Execution.builder("01K9JTKQ6XV5N5S3ZJ5Q4R9EXE", "app")
                .status(ExecutionStatus.RUNNING)
                .stages(stages)
                .build();
    }

    private static JudgmentRepository storeThatFails() {
        return (JudgmentRepository) Proxy.newProxyInstance(
                JudgmentRepository.class.getClassLoader(),
                new Class<?>[] {JudgmentRepository.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError(method.getName());
                });
    }
}
