package dev.leafnode.store.tck;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.InstantSource;

class InMemoryRepositoriesTest extends RepositoryTck {

    private InMemoryStore store = emptyStore();

    private static InMemoryStore emptyStore() {
        return new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());
    }

    @Override
    protected ExecutionRepository executions() {
        return store.executions();
    }

    @Override
    protected JudgmentRepository leaves(LeafState state) {
        return store.leaves(state);
    }

    @Override
    protected void clear() {
        store = emptyStore();
    }
}
