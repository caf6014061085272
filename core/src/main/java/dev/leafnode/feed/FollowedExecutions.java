package dev.leafnode.feed;

import dev.leafnode.feed.Changes.Transaction;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.util.Optional;

/** Notes what is deleted: what was open in it is over, and nobody closes it. */
final class FollowedExecutions implements ExecutionRepository {

    private final ExecutionRepository executions;
    private final Changes changes;
    private final Transaction transaction;

    FollowedExecutions(ExecutionRepository executions, Changes changes, Transaction transaction) {
        this.executions = executions;
        this.changes = changes;
        this.transaction = transaction;
    }

    @Override
    public boolean delete(String executionId) {
        try {
            return executions.delete(executionId);
        } finally {
            transaction.onEnd(isCommitted -> changes.in(executionId));
        }
    }

    @Override
    public void save(Execution execution) {
        executions.save(execution);
    }

    @Override
    public void saveStage(String executionId, Stage stage) {
        executions.saveStage(executionId, stage);
    }

    @Override
    public ExecutionPage search(ExecutionQuery query) {
        return executions.search(query);
    }

    @Override
    public Optional<Execution> find(String executionId) {
        return executions.find(executionId);
    }
}
