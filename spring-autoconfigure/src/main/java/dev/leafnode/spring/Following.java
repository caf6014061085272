package dev.leafnode.spring;

import dev.leafnode.feed.Changes;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import org.jspecify.annotations.Nullable;

/**
 * Has the application's repositories note what they change.
 *
 * @param changes where they do; null if there is nothing that anybody could follow
 */
record Following(@Nullable Changes changes) {

    JudgmentRepository noting(JudgmentRepository judgments) {
        return changes == null ? judgments : changes.noting(judgments, HostTransactions::onEnd);
    }

    ExecutionRepository noting(ExecutionRepository executions) {
        return changes == null ? executions : changes.noting(executions, HostTransactions::onEnd);
    }
}
