package dev.leafnode.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.feed.EventLog;
import dev.leafnode.feed.EventLog.Entry;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.tck.EventLogTck;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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

        @Test
        void eventsAndRemindersAreInLogsOfTheirOwn() {
            EventLog reminders = store.reminders();
            assertThat(events().append(List.of(new Entry(0, "event")))).isTrue();

            assertThat(reminders.append(List.of(new Entry(0, "reminder"), new Entry(1, "another"))))
                    .isTrue();
            reminders.forget(List.of(0L));

            assertThat(events().after(-1, 10)).containsExactly(new Entry(0, "event"));
            assertThat(reminders.after(-1, 10)).containsExactly(new Entry(1, "another"));
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
