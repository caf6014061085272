package dev.leafnode.store.sql;

import dev.leafnode.model.LeafState;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.tck.RepositoryTck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("heavy")
class MariaDbRepositoriesTest extends RepositoryTck {

    private static final TestStore store = TestStore.on(TestDatabase.MARIADB);

    @AfterAll
    static void close() {
        store.close();
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
}
