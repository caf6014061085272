package dev.leafnode.store.sql;

import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.tck.RepositoryTck;
import org.junit.jupiter.api.AfterAll;

class PostgreSqlRepositoriesTest extends RepositoryTck {

    private static final TestStore store = TestStore.on(TestDatabase.POSTGRESQL);

    @AfterAll
    static void close() {
        store.close();
    }

    @Override
    protected ExecutionRepository executions() {
        return store.executions();
    }

    @Override
    protected JudgmentRepository judgments() {
        return store.judgments();
    }

    @Override
    protected void clear() {
        store.clear();
    }
}
