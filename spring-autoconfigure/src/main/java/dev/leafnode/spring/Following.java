package dev.leafnode.spring;

import dev.leafnode.feed.Changes;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the application's repositories note what they change.
 *
 * @param changes where they do; null if there is nothing that anybody could follow
 */
record Following(@Nullable Changes changes) {

    /** Of one that may be the host's own, so that nobody knows which of the host's transactions it takes part in. */
    JudgmentRepository noting(JudgmentRepository judgments) {
        return noting(judgments, HostTransactions::isActive);
    }

    /**
     * Of one of ours.
     *
     * @param joinsTransaction whether a call that this thread makes now is part of a transaction of the host
     */
    JudgmentRepository noting(JudgmentRepository judgments, BooleanSupplier joinsTransaction) {
        return changes == null
                ? judgments
                : changes.noting(judgments, listener -> HostTransactions.onEnd(joinsTransaction, listener));
    }

    /** Likewise. */
    ExecutionRepository noting(ExecutionRepository executions, BooleanSupplier joinsTransaction) {
        return changes == null
                ? executions
                : changes.noting(executions, listener -> HostTransactions.onEnd(joinsTransaction, listener));
    }
}
