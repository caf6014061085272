package dev.leafnode.quickstart.engine;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.util.function.Predicate;

/** A repository that can be told to refuse some stages, as one whose server is away. */
final class FragileRepository implements ExecutionRepository {

    private final ExecutionRepository whole;
    private volatile Predicate<Stage> refused = stage -> false;

    FragileRepository(ExecutionRepository whole) {
        this.whole = whole;
    }

    void refuse(Predicate<Stage> stages) {
        refused = stages;
    }

    void mend() {
        refused = stage -> false;
    }

    @Override
    public void save(Execution execution) {
        whole.save(execution);
    }

    @Override
    public void saveStage(String executionId, Stage stage) {
        if (refused.test(stage)) {
            throw new IllegalStateException("the store is away");
        }
        whole.saveStage(executionId, stage);
    }

    @Override
    public ExecutionPage search(ExecutionQuery query) {
        return whole.search(query);
    }

    @Override
    public boolean delete(String executionId) {
        return whole.delete(executionId);
    }
}
