package dev.leafnode.listener;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import java.util.List;
import java.util.function.Consumer;
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
        tell(executionListeners, "beforeExecution", execution.id(), to -> to.beforeExecution(execution));
    }

    /** Tells every execution listener that an execution has ended. */
    public void afterExecution(Execution execution) {
        tell(executionListeners, "afterExecution", execution.id(), to -> to.afterExecution(execution));
    }

    /** Tells every stage listener that a stage has started. */
    public void beforeStage(Execution execution, Stage stage) {
        tell(stageListeners, "beforeStage", ids(execution, stage), to -> to.beforeStage(execution, stage));
    }

    /** Tells every stage listener that a stage has ended. */
    public void afterStage(Execution execution, Stage stage) {
        tell(stageListeners, "afterStage", ids(execution, stage), to -> to.afterStage(execution, stage));
    }

    /** Tells every stage listener that a task has started. */
    public void beforeTask(Execution execution, Stage stage, Task task) {
        tell(stageListeners, "beforeTask", ids(execution, stage, task), to -> to.beforeTask(execution, stage, task));
    }

    /** Tells every stage listener that a task has ended. */
    public void afterTask(Execution execution, Stage stage, Task task) {
        tell(stageListeners, "afterTask", ids(execution, stage, task), to -> to.afterTask(execution, stage, task));
    }

    private static String ids(Execution execution, Stage stage) {
        return execution.id() + "/" + stage.id();
    }

    private static String ids(Execution execution, Stage stage, Task task) {
        return ids(execution, stage) + "/" + task.id();
    }

    private static <T> void tell(List<T> listeners, String event, String ids, Consumer<T> call) {
        for (T listener : listeners) {
            try {
                call.accept(listener);
            } catch (Throwable failure) {
                log.error("Listener {} failed on {} of {}", listener.getClass().getName(), event, ids, failure);
            }
        }
    }
}
