package dev.leafnode.listener;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every listener of an engine behind one object for the engine to call. Listeners run on the engine's thread in the
 * order in which they were given. One that throws is logged with the event and the ids and harms neither the engine nor
 * the listeners after it.
 */
public final class Listeners {

    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final List<StageListener> stageListeners;
    private final List<ExecutionListener> executionListeners;

    /** A listener that implements both interfaces stands in both lists. */
    public Listeners(
            List<? extends StageListener> stageListeners, List<? extends ExecutionListener> executionListeners) {
        this.stageListeners = List.copyOf(stageListeners);
        this.executionListeners = List.copyOf(executionListeners);
    }

    /** Tells every execution listener that an execution has started. */
    public void beforeExecution(Execution execution) {
        tell(ExecutionListener::beforeExecution, "beforeExecution", execution);
    }

    /** Tells every execution listener that an execution has ended. */
    public void afterExecution(Execution execution) {
        tell(ExecutionListener::afterExecution, "afterExecution", execution);
    }

    /** Tells every stage listener that a stage has started. */
    public void beforeStage(Execution execution, Stage stage) {
        tell(StageListener::beforeStage, "beforeStage", execution, stage);
    }

    /** Tells every stage listener that a stage has ended. */
    public void afterStage(Execution execution, Stage stage) {
        tell(StageListener::afterStage, "afterStage", execution, stage);
    }

    /** Tells every stage listener that a task has started. */
    public void beforeTask(Execution execution, Stage stage, Task task) {
        tell(StageListener::beforeTask, "beforeTask", execution, stage, task);
    }

    /** Tells every stage listener that a task has ended. */
    public void afterTask(Execution execution, Stage stage, Task task) {
        tell(StageListener::afterTask, "afterTask", execution, stage, task);
    }

    private void tell(ExecutionEvent event, String name, Execution execution) {
        for (ExecutionListener listener : executionListeners) {
            try {
                event.tell(listener, execution);
            } catch (Throwable failure) {
                log(listener, name, execution.id(), failure);
            }
        }
    }

    private void tell(StageEvent event, String name, Execution execution, Stage stage) {
        for (StageListener listener : stageListeners) {
            try {
                event.tell(listener, execution, stage);
            } catch (Throwable failure) {
                log(listener, name, execution.id() + "/" + stage.id(), failure);
            }
        }
    }

    private void tell(TaskEvent event, String name, Execution execution, Stage stage, Task task) {
        for (StageListener listener : stageListeners) {
            try {
                event.tell(listener, execution, stage, task);
            } catch (Throwable failure) {
                log(listener, name, execution.id() + "/" + stage.id() + "/" + task.id(), failure);
            }
        }
    }

    private static void log(Object listener, String event, String ids, Throwable failure) {
        log.error("Listener {} failed on {} of {}", listener.getClass().getName(), event, ids, failure);
    }

    /** One of the methods of a listener. Each is the same object for every call: an event allocates nothing. */
    private interface ExecutionEvent {
        void tell(ExecutionListener listener, Execution execution);
    }

    /** Likewise. */
    private interface StageEvent {
        void tell(StageListener listener, Execution execution, Stage stage);
    }

    /** Likewise. */
    private interface TaskEvent {
        void tell(StageListener listener, Execution execution, Stage stage, Task task);
    }
}
