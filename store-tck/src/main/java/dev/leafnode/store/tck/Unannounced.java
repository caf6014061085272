package dev.leafnode.store.tck;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Task;
import java.util.Map;
import java.util.Optional;

/** The steps an engine takes that are out of the ordinary: most of them it tells nobody about. */
final class Unannounced {

    private final World world;

    Unannounced(World world) {
        this.world = world;
    }

    /** An execution is marked as canceled, and its stages with it, without any event. */
    void forceCancels(String id) {
        world.step(id + " is cancelled by force", () -> {
            Execution execution = world.execution(id);
            world.put(execution.toBuilder()
                    .status(ExecutionStatus.CANCELED)
                    .endTime(world.now())
                    .stages(execution.stages().stream()
                            .map(stage -> stage.status().equals(ExecutionStatus.RUNNING)
                                    ? Stages.ended(stage, ExecutionStatus.CANCELED, world.now())
                                    : stage)
                            .toList())
                    .build());
        });
    }

    void pauses(String id) {
        world.step(
                id + " is paused",
                () -> world.put(world.execution(id).toBuilder()
                        .status(ExecutionStatus.PAUSED)
                        .extra(Map.of("paused", Map.of("pauseTime", world.now().toEpochMilli())))
                        .build()));
    }

    void resumes(String id) {
        world.step(
                id + " is resumed",
                () -> world.put(world.execution(id).toBuilder()
                        .status(ExecutionStatus.RUNNING)
                        .build()));
    }

    /** An instance stores a stage as it read it some time ago. */
    void savesStale(String executionId, Stage copy) {
        world.step(
                "%s/%s is saved from a copy in which it was %s".formatted(executionId, copy.id(), copy.status()),
                () -> world.putStage(executionId, copy));
    }

    /** A judgment starts and has to pass a window first: the stage runs, its task does not yet. */
    void startsBehindWindow(StageKey judgment, StageKey window) {
        world.step("%s starts behind a window".formatted(judgment), () -> {
            Stage stage = world.stage(judgment);
            Stage started = Stages.running(stage, world.now()).toBuilder()
                    .tasks(stage.tasks())
                    .build();
            Stage running = Stages.running(world.stage(window), world.now());
            world.putStage(judgment.executionId(), running);
            world.putStage(judgment.executionId(), started);
            Execution execution = world.execution(judgment.executionId());
            world.tell(execution.id(), to -> to.beforeStage(execution, started));
            world.tell(execution.id(), to -> to.beforeStage(execution, running));
        });
    }

    /** A window is over, and the stage that it held up goes on if it runs. */
    void passes(StageKey window) {
        world.step(window + " is passed", () -> {
            Stage passed = Stages.ended(world.stage(window), ExecutionStatus.SUCCEEDED, world.now());
            world.putStage(window.executionId(), passed);
            Execution execution = world.execution(window.executionId());
            world.tell(execution.id(), to -> to.afterStage(execution, passed));
            Optional<Stage> held = Optional.ofNullable(passed.parentStageId())
                    .flatMap(execution::stage)
                    .filter(stage -> stage.status().equals(ExecutionStatus.RUNNING));
            held.ifPresent(stage -> goesOn(execution.id(), stage));
        });
    }

    private void goesOn(String executionId, Stage stage) {
        Stage going = stage.toBuilder()
                .tasks(stage.tasks().stream()
                        .map(task -> task.status().isComplete() ? task : task.running(world.now()))
                        .toList())
                .build();
        world.putStage(executionId, going);
        Execution execution = world.execution(executionId);
        for (Task task : going.tasks()) {
            world.tell(executionId, to -> to.beforeTask(execution, going, task));
        }
    }
}
