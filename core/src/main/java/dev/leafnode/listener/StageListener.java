package dev.leafnode.listener;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;

/**
 * Hears when stages and tasks start and end. The engine calls it after it has stored the new state, with the execution
 * and the stage as they are then. An event may come twice, late, out of order or never.
 */
public interface StageListener {

    /** A stage has started; its status is RUNNING. */
    default void beforeStage(Execution execution, Stage stage) {}

    /** A stage has ended, whatever ended it; it may never have started. */
    default void afterStage(Execution execution, Stage stage) {}

    /** A task of a stage has started. */
    default void beforeTask(Execution execution, Stage stage, Task task) {}

    /** A task of a stage has ended; the stage is still RUNNING. */
    default void afterTask(Execution execution, Stage stage, Task task) {}
}
