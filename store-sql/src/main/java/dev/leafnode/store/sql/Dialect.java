package dev.leafnode.store.sql;

import dev.leafnode.model.LeafState;

/** What databases spell differently. Each method that returns text returns one complete statement. */
interface Dialect {

    /** Inserts an execution unless it is there; affects no row then. */
    String insertExecution();

    /** Adds a stage after the others, or replaces it; affects no row when the execution is not there. */
    String insertStage();

    /** Finds a page of the executions where a human is awaited, starting from the judgments that are open. */
    String pageOfAwaiting();

    /** Whether the timeout of a statement is its own, and ends waiting for a lock. */
    boolean hasStatementTimeouts();

    /** Whether an array that is a parameter may be made on one connection and used on another one after that is closed. */
    boolean hasArraysOfNoConnection();

    JudgmentStatements judgments(LeafState state);

    LineageStatements lineages();
}
