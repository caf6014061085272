package dev.leafnode.quickstart.engine;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import dev.leafnode.repository.ExecutionRepository;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Stores each change of state and then, never before, tells the listeners. This is all an engine does to embed Leafnode.
 * Every method returns the execution as it is then.
 */
final class Journal {

    private final ExecutionRepository executions;
    private final Listeners listeners;
    private final InstantSource clock;

    Journal(ExecutionRepository executions, Listeners listeners, InstantSource clock) {
        this.executions = executions;
        this.listeners = listeners;
        this.clock = clock;
    }

    Execution startExecution(Execution execution) {
        Execution started = execution.toBuilder()
                .status(ExecutionStatus.RUNNING)
                .startTime(clock.instant())
                .build();
        executions.save(started);
        listeners.beforeExecution(started);
        return started;
    }

    Execution startStage(Execution execution, Stage stage) {
        Stage started = stage.toBuilder()
                .status(ExecutionStatus.RUNNING)
                .startTime(clock.instant())
                .build();
        Execution changed = save(execution, started);
        listeners.beforeStage(changed, started);
        return changed;
    }

    Execution startTask(Execution execution, Stage stage, Task task) {
        Task started = task.running(clock.instant());
        Stage changedStage = with(stage, started);
        Execution changed = save(execution, changedStage);
        listeners.beforeTask(changed, changedStage, started);
        return changed;
    }

    Execution endTask(Execution execution, Stage stage, Task task, ExecutionStatus status) {
        Task ended = task.ended(status, clock.instant());
        Stage changedStage = with(stage, ended);
        Execution changed = save(execution, changedStage);
        listeners.afterTask(changed, changedStage, ended);
        return changed;
    }

    Execution endStage(Execution execution, Stage stage, ExecutionStatus status) {
        Stage ended = stage.toBuilder().status(status).endTime(clock.instant()).build();
        Execution changed = save(execution, ended);
        listeners.afterStage(changed, ended);
        return changed;
    }

    Execution endExecution(Execution execution, ExecutionStatus status) {
        Execution ended =
                execution.toBuilder().status(status).endTime(clock.instant()).build();
        executions.save(ended);
        listeners.afterExecution(ended);
        return ended;
    }

    /** Stores a stage whose status has not changed; listeners do not hear of that. */
    Execution save(Execution execution, Stage stage) {
        executions.saveStage(execution.id(), stage);
        return execution.withStage(stage);
    }

    /** Tells again what an engine before this one told, or could not tell any more: events may come twice. */
    void repeatStarts(Execution execution) {
        listeners.beforeExecution(execution);
        for (Stage stage : execution.stages()) {
            if (!isRunning(stage.status())) {
                continue;
            }
            listeners.beforeStage(execution, stage);
            stage.tasks().stream()
                    .filter(task -> isRunning(task.status()))
                    .forEach(task -> listeners.beforeTask(execution, stage, task));
        }
    }

    /** Tells again that an execution has ended, now that nothing in it runs any more. */
    void repeatEnd(Execution execution) {
        listeners.afterExecution(execution);
    }

    private static boolean isRunning(ExecutionStatus status) {
        return status.equals(ExecutionStatus.RUNNING);
    }

    private static Stage with(Stage stage, Task changed) {
        UnaryOperator<Task> replace = task -> task.id().equals(changed.id()) ? changed : task;
        List<Task> tasks = stage.tasks().stream().map(replace).toList();
        return stage.toBuilder().tasks(tasks).build();
    }
}
