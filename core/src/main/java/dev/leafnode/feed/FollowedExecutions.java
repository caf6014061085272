package dev.leafnode.feed;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.util.Optional;
import java.util.function.Consumer;

/** Notes what is deleted: what was open in it is over, and nobody closes it. */
final class FollowedExecutions implements ExecutionRepository {

    private final ExecutionRepository executions;
    private final Changes changes;
    private final Consumer<Runnable> afterCommit;

    FollowedExecutions(ExecutionRepository executions, Changes changes, Consumer<Runnable> afterCommit) {
        this.executions = executions;
        this.changes = changes;
        this.afterCommit = afterCommit;
    }

    @Override
    public boolean delete(String executionId) {
        try {
            return executions.delete(executionId);
        } finally {
            afterCommit.accept(() -> changes.in(executionId));
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
