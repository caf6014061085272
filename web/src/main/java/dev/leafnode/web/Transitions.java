package dev.leafnode.web;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has happened between two states of an execution, told in the order in which an engine tells it: the execution
 * starts, stages and their tasks start, tasks and their stages end, the execution ends.
 */
final class Transitions {

    private final @Nullable Execution before;
    private final Execution now;

    private Transitions(@Nullable Execution before, Execution now) {
        this.before = before;
        this.now = now;
    }

    /**
     * What has happened since.
     *
     * @param before the state as it was stored; null if there was none
     */
    static Transitions between(@Nullable Execution before, Execution now) {
        return new Transitions(before, now);
    }

    void tell(Listeners listeners) {
        if (hasStarted(now.status())
                && (before == null
                        || !hasStarted(before.status())
                        || (isOver(before.status()) && !isOver(now.status())))) {
            listeners.beforeExecution(now);
        }
        now.stages().forEach(stage -> tellStarts(stage, listeners));
        now.stages().forEach(stage -> tellEnds(stage, listeners));
        if (isOver(now.status()) && (before == null || !isOver(before.status()))) {
            listeners.afterExecution(now);
        }
    }

    private void tellStarts(Stage stage, Listeners listeners) {
        Optional<Stage> known = sameAttempt(stage);
        if (stage.startTime() != null && hasStarted(stage.status()) && known.isEmpty()) {
            listeners.beforeStage(now, stage);
        }
        for (Task task : stage.tasks()) {
            if (hasStarted(task.status())
                    && task(known, task)
                            .filter(before -> hasStarted(before.status()))
                            .isEmpty()) {
                listeners.beforeTask(now, stage, task);
            }
        }
    }

    private void tellEnds(Stage stage, Listeners listeners) {
        Optional<Stage> known = sameAttempt(stage);
        for (Task task : stage.tasks()) {
            if (isOver(task.status())
                    && task(known, task)
                            .filter(before -> isOver(before.status()))
                            .isEmpty()) {
                listeners.afterTask(now, stage, task);
            }
        }
        if (isOver(stage.status())
                && known.filter(before -> isOver(before.status())).isEmpty()) {
            listeners.afterStage(now, stage);
        }
    }

    /** The stage as it was before, if it had started and has not been started again since, or has never been. */
    private Optional<Stage> sameAttempt(Stage stage) {
        return Optional.ofNullable(before)
                .flatMap(execution -> execution.stage(stage.id()))
                .filter(known -> hasStarted(known.status()) && Objects.equals(known.startTime(), stage.startTime()));
    }

    private static Optional<Task> task(Optional<Stage> stage, Task task) {
        List<Task> tasks = stage.map(Stage::tasks).orElse(List.of());
        return tasks.stream().filter(known -> known.id().equals(task.id())).findFirst();
    }

    private static boolean hasStarted(ExecutionStatus status) {
        return !status.equals(ExecutionStatus.NOT_STARTED) && !status.equals(ExecutionStatus.BUFFERED);
    }

    private static boolean isOver(ExecutionStatus status) {
        return status.isComplete();
    }
}
