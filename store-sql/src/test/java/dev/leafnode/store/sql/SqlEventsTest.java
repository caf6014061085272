package dev.leafnode.store.sql;

import dev.leafnode.feed.EventLog;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.tck.EventLogTck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.springframework.jdbc.core.JdbcTemplate;

/** The contract of the log, on each database. */
class SqlEventsTest {

    @Nested
    class OnH2 extends OnDatabase {

        private static final TestStore store = TestStore.on(TestDatabase.H2);

        OnH2() {
            super(store);
        }

        @AfterAll
        static void close() {
            store.close();
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDb extends OnDatabase {

        private static final TestStore store = TestStore.on(TestDatabase.MARIADB);

        OnMariaDb() {
            super(store);
        }

        @AfterAll
        static void close() {
            store.close();
        }
    }

    @Nested
    class OnPostgreSql extends OnDatabase {

        private static final TestStore store = TestStore.on(TestDatabase.POSTGRESQL);

        OnPostgreSql() {
            super(store);
        }

        @AfterAll
        static void close() {
            store.close();
        }
    }

    /** Whose connections the application does not commit by themselves. */
    @Nested
    class WithoutAutoCommit extends OnDatabase {

        private static final TestStore store =
                TestStore.on(TestDatabase.H2.create(), config -> config.setAutoCommit(false));

        WithoutAutoCommit() {
            super(store);
        }

        @AfterAll
        static void close() {
            store.close();
        }
    }

    abstract static class OnDatabase extends EventLogTck {

        private final TestStore store;

        OnDatabase(TestStore store) {
            this.store = store;
        }

        @Override
        protected EventLog events() {
            return store.events();
        }

        @Override
        protected JudgmentRepository judgments() {
            return store.judgments();
        }

        @Override
        protected void clear() {
            store.clear();
            store.transaction()
                    .executeWithoutResult(
                            status -> new JdbcTemplate(store.dataSource()).update("delete from leafnode_event"));
        }
    }
}
