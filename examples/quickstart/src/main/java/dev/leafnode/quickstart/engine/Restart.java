package dev.leafnode.quickstart.engine;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The reset before a stage runs again: the stage, all that come after it, and every stage that failed or was cancelled,
 * since with one of those the execution could not succeed. They keep their ids. Listeners do not hear of a reset.
 */
final class Restart {

    private static final Set<ExecutionStatus> BAD =
            Set.of(ExecutionStatus.TERMINAL, ExecutionStatus.CANCELED, ExecutionStatus.STOPPED);

    private final StageTypes types;

    Restart(StageTypes types) {
        this.types = types;
    }

    /**
     * The execution as it is to be stored.
     *
     * @throws ConflictException if the stage, or one after it, has not ended
     */
    Execution of(Execution execution, Stage first) {
        if (!first.status().isComplete()) {
            throw conflict(execution, first);
        }
        Set<String> ids = idsFrom(execution, first);
        List<Stage> stages = new ArrayList<>();
        for (Stage stage : execution.stages()) {
            boolean isReset = ids.contains(stage.id()) || BAD.contains(stage.status());
            if (isReset && stage.status().equals(ExecutionStatus.RUNNING)) {
                throw conflict(execution, stage);
            }
            stages.add(isReset ? reset(stage) : stage);
        }
        return execution.toBuilder()
                .status(ExecutionStatus.RUNNING)
                .endTime(null)
                .stages(stages)
                .build();
    }

    private static ConflictException conflict(Execution execution, Stage stage) {
        return new ConflictException("execution %s: expected stage %s to have ended, found it %s"
                .formatted(execution.id(), stage.id(), stage.status()));
    }

    /** The stages that come after a stage, itself included. */
    private static Set<String> idsFrom(Execution execution, Stage first) {
        Set<String> ids = new HashSet<>(Set.of(first.id()));
        Set<String> refIds = new HashSet<>(Set.of(String.valueOf(first.refId())));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Stage stage : execution.stages()) {
                boolean isAfter = stage.requisiteStageRefIds().stream().anyMatch(refIds::contains);
                if (isAfter && ids.add(stage.id())) {
                    refIds.add(String.valueOf(stage.refId()));
                    grown = true;
                }
            }
        }
        return ids;
    }

    private Stage reset(Stage stage) {
        List<Task> tasks = stage.tasks().stream()
                .map(task -> new Task(task.id(), task.name(), ExecutionStatus.NOT_STARTED, null, null, task.extra()))
                .toList();
        return StageContext.without(stage, types.get(stage.type()).written()).toBuilder()
                .status(ExecutionStatus.NOT_STARTED)
                .startTime(null)
                .endTime(null)
                .outputs(Map.of())
                .tasks(tasks)
                .build();
    }
}
