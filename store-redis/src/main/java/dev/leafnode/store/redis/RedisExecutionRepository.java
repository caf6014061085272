package dev.leafnode.store.redis;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;

final class RedisExecutionRepository implements ExecutionRepository {

    private final ExecutionWriter writer;
    private final ExecutionSearch search;
    private final ExecutionRemover remover;

    RedisExecutionRepository(ExecutionWriter writer, ExecutionSearch search, ExecutionRemover remover) {
        this.writer = writer;
        this.search = search;
        this.remover = remover;
    }

    @Override
    public void save(Execution execution) {
        Call.of("save of execution", execution.id(), () -> writer.save(execution));
    }

    @Override
    public void saveStage(String executionId, Stage stage) {
        Call.of("save of stage", new StageKey(executionId, stage.id()), () -> writer.saveStage(executionId, stage));
    }

    @Override
    public ExecutionPage search(ExecutionQuery query) {
        return Call.of("search for", query, () -> search.search(query));
    }

    @Override
    public boolean delete(String executionId) {
        return Call.of("delete of execution", executionId, () -> remover.delete(RedisText.write(executionId)));
    }
}
