package dev.leafnode.store.tck;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Task;
import dev.leafnode.model.Trigger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps an engine takes, each in the order in which Orca stores states and tells events. */
final class Engine {

    private final World world;

    Engine(World world) {
        this.world = world;
    }

    /** Starts an execution that no other started. */
    void starts(String id, Stage... stages) {
        starts(id, Trigger.empty(), stages);
    }

    /** A stage starts, if it has not, and starts a child whose trigger nests a snapshot of the parent. */
    void startsChild(String id, StageKey parent, Stage... stages) {
        startsChild(id, parent, false, stages);
    }

    /** The same with a trigger that only refers to the parent. */
    void startsChildByReference(String id, StageKey parent, Stage... stages) {
        startsChild(id, parent, true, stages);
    }

    private void startsChild(String id, StageKey parent, boolean byReference, Stage... stages) {
        world.step(parent + " starts " + id, () -> {
            if (world.stage(parent).status().equals(ExecutionStatus.NOT_STARTED)) {
                startsStage(parent);
            }
            Execution snapshot = world.execution(parent.executionId());
            starts(
                    id,
                    byReference
                            ? Trigger.reference(snapshot.id(), parent.stageId())
                            : Trigger.snapshot(snapshot, parent.stageId()),
                    stages);
        });
    }

    void starts(String id, Trigger trigger, Stage... stages) {
        world.step(
                "%s starts, %s"
                        .formatted(
                                id,
                                trigger.parent().map(key -> "child of " + key).orElse("a root")),
                () -> {
                    Execution execution = Execution.builder(id, "application" + Math.floorMod(id.hashCode(), 3))
                            .name("the pipeline of " + id)
                            .status(ExecutionStatus.RUNNING)
                            .buildTime(world.now())
                            .startTime(world.now())
                            .trigger(trigger)
                            .stages(List.of(stages))
                            .build();
                    world.put(execution);
                    world.tell(id, to -> to.beforeExecution(execution));
                });
    }

    /** A stage starts; if it is a judgment, a human is awaited now. */
    void startsStage(StageKey key) {
        world.step(key + " starts", () -> {
            Stage started = Stages.running(world.stage(key), world.now());
            Execution execution = store(key, started);
            world.tell(execution.id(), to -> to.beforeStage(execution, started));
            for (Task task : started.tasks()) {
                world.tell(execution.id(), to -> to.beforeTask(execution, started, task));
            }
        });
    }

    /** A human continues a judgment. */
    void continues(StageKey key) {
        decides(key, "continue", ExecutionStatus.SUCCEEDED);
    }

    /** A human stops a judgment. */
    void stops(StageKey key) {
        decides(key, "stop", ExecutionStatus.TERMINAL);
    }

    private void decides(StageKey key, String judgmentStatus, ExecutionStatus end) {
        world.step(key + ": " + judgmentStatus, () -> {
            patches(key, Map.of("judgmentStatus", judgmentStatus));
            endsStage(key, end);
        });
    }

    /** A stage ends: its tasks first, each with an event, then itself. */
    void endsStage(StageKey key, ExecutionStatus end) {
        world.step(key + " ends " + end, () -> {
            Stage ended = Stages.ended(world.stage(key), end, world.now());
            if (!ended.tasks().isEmpty()) {
                Stage stillRunning =
                        world.stage(key).toBuilder().tasks(ended.tasks()).build();
                Execution before = store(key, stillRunning);
                ended.tasks().forEach(task -> world.tell(before.id(), to -> to.afterTask(before, stillRunning, task)));
            }
            Execution execution = store(key, ended);
            world.tell(execution.id(), to -> to.afterStage(execution, ended));
        });
    }

    /** A stage is skipped: it ends and never started. */
    void skips(StageKey key) {
        world.step(key + " is skipped", () -> {
            Stage skipped = world.stage(key).toBuilder()
                    .status(ExecutionStatus.SKIPPED)
                    .endTime(world.now())
                    .build();
            Execution execution = store(key, skipped);
            world.tell(execution.id(), to -> to.afterStage(execution, skipped));
        });
    }

    /** An execution ends, whatever its stages do. */
    void endsExecution(String id, ExecutionStatus end) {
        world.step(id + " ends " + end, () -> {
            Execution ended = world.execution(id).toBuilder()
                    .status(end)
                    .endTime(world.now())
                    .build();
            world.put(ended);
            world.tell(id, to -> to.afterExecution(ended));
        });
    }

    /** As Orca cancels or fails: the execution ends first, then the stages that run, then the execution once more. */
    void aborts(String id, ExecutionStatus end) {
        endsExecution(id, end);
        world.step("the stages of %s end %s".formatted(id, end), () -> {
            for (Stage stage : world.execution(id).stages()) {
                if (stage.status().equals(ExecutionStatus.RUNNING)) {
                    endsStage(Stages.key(id, stage.id()), ExecutionStatus.CANCELED);
                }
            }
            endsExecution(id, end);
        });
    }

    /** A judgment times out: no task runs once more, and its execution fails with it, other branches and all. */
    void timesOut(StageKey key) {
        world.step(key + " times out", () -> {
            endsStage(key, ExecutionStatus.TERMINAL);
            aborts(key.executionId(), ExecutionStatus.TERMINAL);
        });
    }

    /** An execution changes its status in a way that engines tell nobody about: pause, resume. */
    void turns(String id, ExecutionStatus status) {
        world.step(
                id + " turns " + status,
                () -> world.put(world.execution(id).toBuilder().status(status).build()));
    }

    /**
     * A stage is restarted: reset without an event, then started again under the same id. It forgets the child it started,
     * but not the executions it was told to watch.
     */
    void restarts(StageKey key) {
        world.step(key + " is restarted", () -> {
            world.put(world.execution(key.executionId()).toBuilder()
                    .status(ExecutionStatus.RUNNING)
                    .endTime(null)
                    .build());
            Stage stage = world.stage(key);
            Map<String, @Nullable Object> context = new LinkedHashMap<>(stage.context());
            context.keySet().removeAll(List.of("executionId", "judgmentStatus"));
            store(
                    key,
                    stage.toBuilder()
                            .status(ExecutionStatus.NOT_STARTED)
                            .startTime(null)
                            .endTime(null)
                            .context(context)
                            .build());
            startsStage(key);
        });
    }

    /** A stage learns the ids of the executions it waits for. */
    void names(StageKey key, String... executionIds) {
        boolean one = world.stage(key).type().equals("pipeline");
        world.step(
                "%s names %s".formatted(key, List.of(executionIds)),
                () -> patches(
                        key,
                        one ? Map.of("executionId", executionIds[0]) : Map.of("executionIds", List.of(executionIds))));
    }

    /** A stage polls, as those that wait for executions do every few seconds, and stores itself as a whole. */
    void polls(StageKey key) {
        world.step(key + " polls", () -> {
            int polls = world.stage(key).context().get("polls") instanceof Integer count ? count : 0;
            patches(key, Map.of("polls", polls + 1));
        });
    }

    /** The engine stores an execution as a whole, with nothing changed. */
    void savesAgain(String id) {
        world.step(id + " is saved again", () -> world.put(world.execution(id)));
    }

    /** An execution is deleted, of which engines tell nobody. */
    void deletes(String id) {
        world.step(id + " is deleted", () -> world.delete(id));
    }

    private void patches(StageKey key, Map<String, Object> changes) {
        Stage stage = world.stage(key);
        Map<String, @Nullable Object> context = new LinkedHashMap<>(stage.context());
        context.putAll(changes);
        store(key, stage.toBuilder().context(context).build());
    }

    private Execution store(StageKey key, Stage stage) {
        world.putStage(key.executionId(), stage);
        return world.execution(key.executionId());
    }
}
