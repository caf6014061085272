package dev.leafnode.web;

import dev.leafnode.listener.ExecutionListener;
import dev.leafnode.listener.StageListener;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import java.util.ArrayList;
import java.util.List;

/** What listeners hear, in words. */
final class EventLog implements StageListener, ExecutionListener {

    private final List<String> heard = new ArrayList<>();

    /** What was heard since this was asked last. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(heard);
        heard.clear();
        return taken;
    }

    private synchronized void hear(String what) {
        heard.add(what);
    }

    @Override
    public void beforeExecution(Execution execution) {
        hear("execution starts");
    }

    @Override
    public void afterExecution(Execution execution) {
        hear("execution " + execution.status());
    }

    @Override
    public void beforeStage(Execution execution, Stage stage) {
        hear(stage.id() + " starts");
    }

    @Override
    public void afterStage(Execution execution, Stage stage) {
        hear(stage.id() + " " + stage.status());
    }

    @Override
    public void beforeTask(Execution execution, Stage stage, Task task) {
        hear("task of " + stage.id() + " starts");
    }

    @Override
    public void afterTask(Execution execution, Stage stage, Task task) {
        hear("task of " + stage.id() + " " + task.status());
    }
}
