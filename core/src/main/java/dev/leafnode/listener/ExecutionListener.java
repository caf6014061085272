package dev.leafnode.listener;

import dev.leafnode.model.Execution;

/**
 * Hears when executions start and end. The engine calls it after it has stored the new state, with the execution as it
 * is then. An event may come twice, late, out of order or never.
 */
public interface ExecutionListener {

    /** An execution has started. */
    default void beforeExecution(Execution execution) {}

    /** An execution has ended, whatever ended it; stages in it may still be running. */
    default void afterExecution(Execution execution) {}
}
