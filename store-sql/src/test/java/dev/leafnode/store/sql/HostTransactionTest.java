package dev.leafnode.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leafnode.feed.EventLog;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.test.servers.MariaDbServer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.InvalidIsolationLevelException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/** What a transaction of the application and a call of the store do to each other. */
class HostTransactionTest {

    @Nested
    class OnH2 extends HostTransactions {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDb extends HostTransactions {

        OnMariaDb() {
            super(TestDatabase.MARIADB);
        }

        @Test
        void a_call_whose_deadlock_undid_the_transaction_leaves_the_application_nothing_but_to_roll_back()
                throws Exception {
            store.judgments().open(judgment("leaf"), LINEAGE);
            host.update("insert into host_thing values (1)");
            CyclicBarrier barrier = new CyclicBarrier(2);
            Future<?> other = thread.submit(() -> store.transaction().executeWithoutResult(heavier -> {
                IntStream.range(100, 200).forEach(i -> host.update("insert into host_thing values (?)", i));
                store.judgments().close(judgment("leaf").key(), Executions.START);
                await(barrier);
                host.update("update host_thing set id = 2 where id = 1");
            }));
            assertThatExceptionOfType(UnexpectedRollbackException.class)
                    .isThrownBy(() -> store.transaction().executeWithoutResult(transaction -> {
                        host.update("update host_thing set id = 3 where id = 1");
                        await(barrier);
                        assertThatExceptionOfType(ConcurrencyFailureException.class)
                                .isThrownBy(() ->
                                        store.judgments().close(judgment("leaf").key(), Executions.START));
                        host.update("insert into host_thing values (4)");
                    }));
            other.get();
            assertThat(store.jdbc().queryForList("select id from host_thing where id < 100", Integer.class))
                    .containsExactly(2);
            assertThat(waiting()).isZero();
        }

        @Test
        void what_was_closed_since_the_transaction_began_stays_closed() throws Exception {
            store.judgments().close(judgment("leaf").key(), Executions.START);
            store.transaction().executeWithoutResult(transaction -> {
                assertThat(rows("leafnode_judgment")).isEqualTo(1);
                assertThat(host.queryForList("select execution_id from leafnode_judgment"))
                        .hasSize(1);
                elsewhere(() -> store.judgments().close(judgment("other").key(), Executions.START));
                assertThat(store.judgments().open(judgment("other"), LINEAGE)).isFalse();
            });
            assertThat(waiting()).isZero();
        }

        @Test
        void what_was_started_again_since_the_transaction_began_is_neither_closed_nor_opened_by_late_events() {
            Execution leaf = Executions.root("leaf");
            Execution again = leaf.withStage(Executions.judge().toBuilder()
                    .startTime(Executions.START.plusSeconds(1))
                    .build());
            store.executions().save(leaf);
            assertThat(store.judgments().open(Executions.judgment(leaf), Lineage.stored()))
                    .isTrue();
            store.transaction().executeWithoutResult(transaction -> {
                assertThat(host.queryForList("select execution_id from leafnode_judgment"))
                        .hasSize(1);
                elsewhere(() -> {
                    store.executions().save(again);
                    store.judgments().open(Executions.judgment(again), Lineage.stored());
                });
                assertThat(store.judgments().close(Executions.judgment(leaf).key(), Executions.START))
                        .isFalse();
                assertThat(store.judgments().open(Executions.judgment(leaf), Lineage.stored()))
                        .isFalse();
            });
            assertThat(store.judgments().search(JudgmentQuery.all()).judgments())
                    .singleElement()
                    .satisfies(waiting -> assertThat(waiting.judgment()).isEqualTo(Executions.judgment(again)));
        }

        @Test
        void what_was_forgotten_since_the_transaction_began_opens_again() {
            store.judgments().close(judgment("leaf").key(), Executions.START);
            Judgment later = new Judgment(new JudgmentKey(new StageKey("leaf", "judge"), 6), "app", null, null);
            store.transaction().executeWithoutResult(transaction -> {
                assertThat(host.queryForList("select execution_id from leafnode_judgment"))
                        .hasSize(1);
                elsewhere(() -> store.jdbc().update("delete from leafnode_judgment"));
                assertThat(store.judgments().open(later, LINEAGE)).isTrue();
            });
            assertThat(waiting()).isEqualTo(1);
        }

        @Test
        void a_stage_that_was_stored_since_the_transaction_began_is_stored_again() {
            for (String counted : new String[] {"useAffectedRows=false", "useAffectedRows=true"}) {
                store.close();
                use(TestStore.on(MariaDbServer.newDatabase(counted), pool -> {}));
                store.executions().save(execution("e"));
                Stage added = Stage.builder("added", "wait").build();
                store.transaction().executeWithoutResult(transaction -> {
                    assertThat(host.queryForList("select id from leafnode_stage"))
                            .isEmpty();
                    elsewhere(() -> store.executions().saveStage("e", added));
                    store.executions().saveStage("e", added);
                });
                assertThat(store.executions().find("e")).as(counted).contains(execution("e", "added"));
            }
        }

        @Test
        void an_execution_that_was_stored_since_the_transaction_began_is_replaced() throws Exception {
            store.transaction().executeWithoutResult(transaction -> {
                assertThat(host.queryForList("select id from leafnode_execution"))
                        .isEmpty();
                elsewhere(() -> store.executions().save(execution("e", "one", "two")));
                store.executions().save(execution("e", "two", "three"));
            });
            assertThat(store.executions().find("e")).contains(execution("e", "two", "three"));
        }

        @Test
        void stages_that_were_stored_since_the_transaction_began_are_replaced() throws Exception {
            store.executions().save(execution("e", "one"));
            store.transaction().executeWithoutResult(transaction -> {
                assertThat(host.queryForList("select id from leafnode_stage")).hasSize(1);
                elsewhere(() -> store.executions().save(execution("e", "one", "two")));
                store.executions().save(execution("e", "one"));
            });
            assertThat(store.executions().find("e")).contains(execution("e", "one"));
        }

        private void elsewhere(Runnable call) {
            try {
                thread.submit(call).get();
            } catch (ExecutionException | InterruptedException failure) {
                throw new AssertionError(failure);
            }
        }

        private static void await(CyclicBarrier barrier) {
            try {
                barrier.await(30, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | InterruptedException | TimeoutException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    @Nested
    class OnPostgreSql extends HostTransactions {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class HostTransactions {

        static final Lineage LINEAGE = Lineage.of(List.of(new StageKey("parent", "call")));

        private final TestDatabase database;
        final ExecutorService thread = Executors.newSingleThreadExecutor();
        TestStore store;
        JdbcTemplate host;

        HostTransactions(TestDatabase database) {
            this.database = database;
        }

        @BeforeEach
        void open() {
            use(TestStore.on(database));
        }

        @AfterEach
        void close() {
            thread.shutdownNow();
            store.close();
        }

        @Test
        void a_call_is_kept_or_undone_with_the_transaction_it_takes_part_in() {
            store.transaction().executeWithoutResult(transaction -> {
                store.executions().save(execution("undone", "judge"));
                assertThat(store.judgments().open(judgment("undone"), LINEAGE)).isTrue();
                transaction.setRollbackOnly();
            });
            store.transaction()
                    .executeWithoutResult(transaction -> store.executions().save(execution("kept", "judge")));
            assertThat(store.executions().find("undone")).isEmpty();
            assertThat(store.executions().find("kept")).isPresent();
            assertThat(waiting()).isZero();
        }

        @Test
        void a_judgment_that_cannot_be_opened_costs_the_application_nothing() {
            store.transaction().executeWithoutResult(transaction -> {
                host.update("insert into host_thing values (1)");
                assertThatExceptionOfType(DataAccessException.class)
                        .isThrownBy(() -> store.judgments().open(judgment("refused"), LINEAGE));
                host.update("insert into host_thing values (2)");
            });
            assertThat(rows("host_thing")).isEqualTo(2);
            assertThat(rows("leafnode_judgment_link")).isZero();
        }

        @Test
        void an_execution_that_cannot_be_saved_leaves_nothing_in_the_transaction() {
            store.transaction().executeWithoutResult(transaction -> {
                host.update("insert into host_thing values (1)");
                assertThatExceptionOfType(DataAccessException.class)
                        .isThrownBy(() -> store.executions().save(execution("e", "judge", "refused")));
                store.executions().save(execution("f", "judge"));
            });
            assertThat(rows("host_thing")).isEqualTo(1);
            assertThat(store.executions().find("e")).isEmpty();
            assertThat(store.executions().find("f")).isPresent();
        }

        @Test
        void a_transaction_of_another_database_is_not_taken_part_in() {
            for (boolean autoCommit : new boolean[] {true, false}) {
                store.close();
                use(TestStore.on(database.create(), pool -> pool.setAutoCommit(autoCommit)));
                other().executeWithoutResult(transaction -> {
                    store.executions().save(execution("kept", "judge"));
                    assertThat(store.judgments().open(judgment("kept"), LINEAGE))
                            .isTrue();
                    assertThatExceptionOfType(DataAccessException.class)
                            .isThrownBy(() -> store.executions().save(execution("e", "judge", "refused")));
                    transaction.setRollbackOnly();
                });
                assertThat(store.executions().find("kept"))
                        .as("stored when auto-commit is %s", autoCommit)
                        .isPresent();
                assertThat(store.executions().find("e")).isEmpty();
                assertThat(waiting()).isEqualTo(1);
            }
        }

        @Test
        void a_transaction_manager_that_knows_no_level_of_isolation_is_enough() {
            store.close();
            use(TestStore.on(database, WithoutIsolation::new));
            store.executions().save(execution("e", "judge"));
            assertThat(store.judgments().open(judgment("e"), LINEAGE)).isTrue();
            assertThat(store.judgments()
                            .repair(Instant.ofEpochMilli(10), Instant.EPOCH, 100)
                            .closed())
                    .isEqualTo(1);
            assertThat(store.events().append(List.of(new EventLog.Entry(0, "told"))))
                    .isTrue();
            assertThat(store.lease().run(() -> {})).isTrue();
            store.transaction().executeWithoutResult(transaction -> {
                store.executions().save(execution("undone", "judge"));
                transaction.setRollbackOnly();
            });
            assertThat(store.executions().find("undone")).isEmpty();
        }

        @Test
        void a_store_says_whether_a_call_would_take_part_in_a_transaction() {
            assertThat(store.joinsTransaction()).isFalse();
            store.transaction()
                    .executeWithoutResult(
                            transaction -> assertThat(store.joinsTransaction()).isTrue());
            other().executeWithoutResult(
                            transaction -> assertThat(store.joinsTransaction()).isFalse());
        }

        void use(TestStore opened) {
            store = opened;
            host = new JdbcTemplate(store.dataSource());
            new TransactionTemplate(new JdbcTransactionManager(store.dataSource())).executeWithoutResult(setup -> {
                host.execute("create table host_thing (id integer primary key)");
                host.execute("alter table leafnode_stage add constraint refused_stage check (id <> 'refused')");
                host.execute(
                        "alter table leafnode_judgment add constraint refused_leaf check (execution_id <> 'refused')");
            });
        }

        private static TransactionTemplate other() {
            return new TransactionTemplate(new JdbcTransactionManager(TestDatabase.H2.create()));
        }

        int waiting() {
            return store.judgments().search(JudgmentQuery.all()).judgments().size();
        }

        int rows(String table) {
            Integer rows = store.jdbc().queryForObject("select count(*) from " + table, Integer.class);
            return rows == null ? -1 : rows;
        }

        static Judgment judgment(String executionId) {
            return new Judgment(new JudgmentKey(new StageKey(executionId, "judge"), 5), "app", null, null);
        }

        static Execution execution(String id, String... stageIds) {
            return Execution.builder(id, "app")
                    .status(ExecutionStatus.RUNNING)
                    .stages(List.of(stageIds).stream()
                            .map(stageId -> Stage.builder(stageId, "wait").build())
                            .toList())
                    .build();
        }
    }

    /** As one of Hibernate's that takes its connections late, and as those of several databases. */
    @SuppressWarnings("serial")
    private static final class WithoutIsolation extends JdbcTransactionManager {

        WithoutIsolation(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            if (definition.getIsolationLevel() != TransactionDefinition.ISOLATION_DEFAULT) {
                throw new InvalidIsolationLevelException("expected none, got " + definition.getIsolationLevel());
            }
            super.doBegin(transaction, definition);
        }
    }
}
