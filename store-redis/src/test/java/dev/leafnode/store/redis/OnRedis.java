package dev.leafnode.store.redis;

import dev.leafnode.model.LeafState;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.tck.RepositoryTck;
import org.junit.jupiter.api.AfterEach;

/**
 * The contract, on one kind of Redis. After each test everything is deleted, and no key may be left. Each kind has a class
 * of its own, so that two of them are tested at a time.
 */
abstract class OnRedis extends RepositoryTck {

    private final TestStore store;

    OnRedis(TestStore store) {
        this.store = store;
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
        store.clear();
    }

    @AfterEach
    void leaveNoKey() {
        store.clear();
    }
}
