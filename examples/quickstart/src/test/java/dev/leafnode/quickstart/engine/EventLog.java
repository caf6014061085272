package dev.leafnode.quickstart.engine;

import dev.leafnode.listener.ExecutionListener;
import dev.leafnode.listener.StageListener;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import dev.leafnode.repository.ExecutionRepository;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records what listeners hear, and whether the store knew it by then. */
final class EventLog implements StageListener, ExecutionListener {

    private final ExecutionRepository executions;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> early = new CopyOnWriteArrayList<>();

    EventLog(ExecutionRepository executions) {
        this.executions = executions;
    }

    /** What was heard of an execution, in order. */
    List<String> of(Execution execution) {
        return events.stream()
                .filter(event -> event.startsWith(execution.id()))
                .map(event -> event.substring(execution.id().length() + 1))
                .toList();
    }

    /** Events that were told before their state was stored. */
    List<String> early() {
        return early;
    }

    void clear() {
        events.clear();
    }

    @Override
    public void beforeExecution(Execution execution) {
        note(execution, "execution started");
    }

    @Override
    public void afterExecution(Execution execution) {
        note(execution, "execution " + execution.status());
    }

    @Override
    public void beforeStage(Execution execution, Stage stage) {
        note(execution, "stage %s started".formatted(stage.refId()));
    }

    @Override
    public void afterStage(Execution execution, Stage stage) {
        note(execution, "stage %s %s".formatted(stage.refId(), stage.status()));
    }

    @Override
    public void beforeTask(Execution execution, Stage stage, Task task) {
        note(execution, "task of %s started".formatted(stage.refId()));
    }

    @Override
    public void afterTask(Execution execution, Stage stage, Task task) {
        note(execution, "task of %s %s".formatted(stage.refId(), task.status()));
    }

    private void note(Execution told, String event) {
        events.add(told.id() + " " + event);
        if (!executions.find(told.id()).equals(Optional.of(told))) {
            early.add(event);
        }
    }
}
