package dev.leafnode.store.sql;

import dev.leafnode.model.LeafState;
import org.springframework.transaction.TransactionDefinition;

/** What databases spell differently. Each method that returns text returns one complete statement. */
interface Dialect {

    /** Inserts an execution unless it is there; affects one row iff it inserts it. */
    String insertExecution();

    /**
     * Adds a stage at its place; affects no row when the execution is not there. One that is there is replaced, or
     * fails the statement as a duplicate: {@link Transactions} then makes the call again, which finds it.
     */
    String insertStage();

    /** Finds a page of the newest executions of all, or of a pipeline. */
    default String page() {
        return ExecutionStatements.PAGE;
    }

    /** The same among those that run, or those that ended. */
    default String pageByProgress() {
        return ExecutionStatements.PAGE_BY_PROGRESS;
    }

    /** The same in an application. */
    default String pageOfApplication() {
        return ExecutionStatements.PAGE_OF_APPLICATION;
    }

    /** The same among those that run in an application, or those that ended there. */
    default String pageOfApplicationByProgress() {
        return ExecutionStatements.PAGE_OF_APPLICATION_BY_PROGRESS;
    }

    /** The same among a handful that are named. */
    default String pageById() {
        return ExecutionStatements.PAGE_BY_ID;
    }

    /** Finds a page of the executions where a human is awaited, starting from the judgments that are open. */
    String pageOfAwaiting();

    /** Whether the timeout of a statement is its own, and ends waiting for a lock. */
    boolean hasStatementTimeouts();

    /** Whether an array that is a parameter is of no use once the connection is closed on which it was made. */
    default boolean arraysNeedTheirConnection() {
        return false;
    }

    /**
     * Whether a statement that writes, and finds nothing to write to, keeps all others from storing it until a
     * transaction of the application ends.
     */
    default boolean locksWhatIsMissing() {
        return false;
    }

    /**
     * How isolated the store's own transactions are, where they must not be as the application's: as Spring names it.
     */
    default int isolation() {
        return TransactionDefinition.ISOLATION_DEFAULT;
    }

    JudgmentStatements judgments(LeafState state);

    LineageStatements lineages();

    default RepairStatements repairs(LeafState state) {
        return new RepairStatements();
    }

    default Class<? extends DigestRows> digests() {
        return DigestRows.class;
    }

    default Class<? extends EdgeRows> edges() {
        return EdgeRows.class;
    }

    default Class<? extends LinkRows> links() {
        return LinkRows.class;
    }

    default Class<? extends StageRows> stages() {
        return StageRows.class;
    }
}
