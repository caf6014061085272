package dev.leafnode.quickstart.page;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import dev.leafnode.model.Trigger;
import dev.leafnode.quickstart.RunningApplication;
import dev.leafnode.repository.ExecutionRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Trees that wait for a human, as an engine would have stored them any time ago. */
final class Waiting {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final RunningApplication application;
    private final List<Level> levels = new ArrayList<>();
    private final Map<String, Object> context = new LinkedHashMap<>();
    private String stage = "Proceed?";
    private Duration age = Duration.ZERO;
    private String id = "tree-" + COUNT.incrementAndGet();

    private record Level(String application, String pipeline, String stage) {}

    /** A judgment that waits in a stage of that name. */
    Waiting(RunningApplication application, String stage) {
        this.application = application;
        this.stage = stage;
    }

    /** Of a pipeline, below those that were named before; the last one is the leaf. */
    Waiting in(String application, String pipeline) {
        return in(application, pipeline, "Run what comes next");
    }

    Waiting in(String application, String pipeline, String stage) {
        levels.add(new Level(application, pipeline, stage));
        return this;
    }

    /** What the ids of its executions begin with. */
    Waiting withId(String id) {
        this.id = id;
        return this;
    }

    Waiting since(Duration age) {
        this.age = age;
        return this;
    }

    Waiting with(String key, Object value) {
        context.put(key, value);
        return this;
    }

    Waiting withInputs(String... inputs) {
        return with(
                "judgmentInputs",
                List.of(inputs).stream().map(input -> Map.of("value", input)).toList());
    }

    /** Stores it, tells that it waits, and returns the ids from the root to the leaf. */
    List<String> store() {
        Instant since = Instant.now().minus(age).truncatedTo(ChronoUnit.MILLIS);
        ExecutionRepository executions = application.bean(ExecutionRepository.class);
        List<String> ids = new ArrayList<>();
        for (Level level : levels) {
            boolean isLeaf = ids.size() == levels.size() - 1;
            Stage waiting = isLeaf ? judgment(since) : call(level, since);
            Execution execution = Execution.builder(isLeaf ? id : id + "-" + ids.size(), level.application())
                    .name(level.pipeline())
                    .status(ExecutionStatus.RUNNING)
                    .buildTime(since.minusSeconds(90))
                    .startTime(since.minusSeconds(90))
                    .trigger(ids.isEmpty() ? Trigger.empty() : Trigger.reference(ids.get(ids.size() - 1), "call"))
                    .stages(List.of(before(since), waiting, after()))
                    .build();
            executions.save(execution);
            ids.add(execution.id());
            if (isLeaf) {
                tell(execution, waiting);
            }
        }
        return ids;
    }

    private void tell(Execution leaf, Stage judgment) {
        Listeners listeners = application.bean(Listeners.class);
        listeners.beforeExecution(leaf);
        listeners.beforeStage(leaf, judgment);
        listeners.beforeTask(leaf, judgment, judgment.tasks().get(0));
    }

    private Stage judgment(Instant since) {
        return Stage.builder("judge", "manualJudgment")
                .refId("2")
                .name(stage)
                .status(ExecutionStatus.RUNNING)
                .startTime(since)
                .context(context)
                .tasks(List.of(Task.notStarted("1", "waitForJudgment").running(since)))
                .build();
    }

    private static Stage call(Level level, Instant since) {
        return Stage.builder("call", "pipeline")
                .refId("2")
                .name(level.stage())
                .status(ExecutionStatus.RUNNING)
                .startTime(since.minusSeconds(30))
                .build();
    }

    private static Stage before(Instant since) {
        return Stage.builder("build", "wait")
                .refId("1")
                .name("Prepare")
                .status(ExecutionStatus.SUCCEEDED)
                .startTime(since.minusSeconds(90))
                .endTime(since.minusSeconds(30))
                .build();
    }

    private static Stage after() {
        return Stage.builder("after", "wait")
                .refId("3")
                .name("Clean up")
                .status(ExecutionStatus.NOT_STARTED)
                .build();
    }
}
