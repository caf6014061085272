package dev.leafnode.store.sql;

import static dev.leafnode.store.sql.Executions.call;
import static dev.leafnode.store.sql.Executions.child;
import static dev.leafnode.store.sql.Executions.ended;
import static dev.leafnode.store.sql.Executions.judge;
import static dev.leafnode.store.sql.Executions.judgment;
import static dev.leafnode.store.sql.Executions.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions of two instances of an engine that are open at the same time, and do not see each other. */
class HeldTransactionTest {

    @Nested
    class OnH2 extends Held {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDb extends Held {
        OnMariaDb() {
            super(TestDatabase.MARIADB);
        }
    }

    @Nested
    class OnPostgreSql extends Held {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Held {

        private final TestStore store;
        private final SqlStore other;
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Execution leaf = child("leaf", "root");
        private final Judgment judgment = judgment(leaf);

        Held(TestDatabase database) {
            store = TestStore.on(database);
            other = new SqlStore(
                    store.dataSource(),
                    new JdbcTransactionManager(store.dataSource()),
                    WaitRules.DEFAULT,
                    InstantSource.system());
        }

        @AfterEach
        void close() {
            thread.shutdownNow();
            other.close();
            store.close();
        }

        @Test
        void a_close_wins_over_an_open_that_it_keeps_waiting() throws Exception {
            saveEnded();
            know();
            assertThat(atOnce(this::closes, this::opens)).isNull();
            assertThat(waiting()).isEmpty();
        }

        @Test
        void a_close_wins_over_an_open_that_keeps_it_waiting() throws Exception {
            saveEnded();
            know();
            assertThat(atOnce(this::opens, this::closes)).isNull();
            assertThat(waiting()).isEmpty();
        }

        @Test
        void of_a_close_and_an_open_of_what_nobody_knows_the_later_waits_or_fails_and_nothing_stays_open()
                throws Exception {
            saveEnded();
            atOnce(this::closes, this::opens);
            assertThat(waiting()).isEmpty();
        }

        @Test
        void an_open_whose_close_failed_with_its_transaction_is_closed_by_a_repair() throws Exception {
            saveEnded();
            Throwable failure = atOnce(this::opens, this::closes);
            assertThat(repair().closed()).isEqualTo(failure == null ? 0 : 1);
            assertThat(waiting()).isEmpty();
            assertThat(repair()).isEqualTo(Repairs.NONE);
        }

        @Test
        void what_another_transaction_holds_keeps_the_application_waiting_for_a_bounded_time() throws Exception {
            store.executions().save(root("root"));
            store.executions().save(leaf);
            know();
            JdbcTemplate host = new JdbcTemplate(store.dataSource());
            host.execute("create table host_thing (id integer primary key)");
            store.transaction().executeWithoutResult(holding -> {
                opens(store.judgments());
                Future<?> done =
                        thread.submit(() -> new TransactionTemplate(new JdbcTransactionManager(store.dataSource()))
                                .executeWithoutResult(transaction -> {
                                    host.update("insert into host_thing values (1)");
                                    assertThatExceptionOfType(DataAccessException.class)
                                            .isThrownBy(() -> closes(other.judgments()));
                                    host.update("insert into host_thing values (2)");
                                }));
                assertThat(done).succeedsWithin(6, TimeUnit.SECONDS);
            });
            assertThat(host.queryForObject("select count(*) from host_thing", Integer.class))
                    .isEqualTo(2);
        }

        @Test
        void executions_that_were_stored_at_once_find_each_other_in_a_repair() throws Exception {
            Execution middle = child("middle", "root");
            Execution below = child("below", "middle");
            store.transaction().executeWithoutResult(first -> {
                store.executions().save(root("root"));
                store.executions().save(below);
                Future<?> second = thread.submit(() -> new TransactionTemplate(
                                new JdbcTransactionManager(store.dataSource()))
                        .executeWithoutResult(transaction -> other.executions().save(middle)));
                assertThat(second).succeedsWithin(6, TimeUnit.SECONDS);
            });
            assertThat(store.judgments().open(judgment(below), Lineage.stored()))
                    .isTrue();
            assertThat(paths("below")).isEqualTo(List.of(List.of()));
            assertThat(repair().linked()).isEqualTo(2);
            assertThat(paths("below")).isEqualTo(List.of(List.of(call("root"), call("middle"))));
            assertThat(repair()).isEqualTo(Repairs.NONE);
        }

        @Test
        void of_executions_that_name_each_other_or_themselves_no_repair_closes_the_cycle() {
            store.executions().save(child("one", "other"));
            store.executions().save(child("other", "one"));
            store.executions().save(child("self", "self"));
            assertThat(repair()).isEqualTo(new Repairs(3, 0, 0, 0, 0));
            assertThat(repair()).isEqualTo(Repairs.NONE);
            assertThat(waiting()).hasSize(3);
            assertThat(paths("one")).isEqualTo(List.of(List.of()));
            assertThat(paths("other")).isEqualTo(List.of(List.of(call("one"))));
            assertThat(paths("self")).isEqualTo(List.of(List.of()));
        }

        /** The stage has ended as it is stored, and the events about it come late. */
        private void saveEnded() {
            store.executions().save(root("root").withStage(ended(judge())));
            store.executions().save(leaf.withStage(ended(judge())));
        }

        /** An earlier attempt is known. */
        private void know() {
            store.judgments()
                    .close(
                            new JudgmentKey(
                                    judgment.key().stage(), judgment.key().attempt() - 1),
                            Executions.START);
        }

        private void opens(JudgmentRepository judgments) {
            judgments.open(judgment, Lineage.stored());
        }

        private void closes(JudgmentRepository judgments) {
            judgments.close(judgment.key(), Executions.START.plusSeconds(60));
        }

        /** The second call is made, and waits, before the first one's transaction ends; returns how it failed, if it did. */
        private Throwable atOnce(Consumer<JudgmentRepository> first, Consumer<JudgmentRepository> second)
                throws Exception {
            List<Future<Throwable>> waiting = new ArrayList<>();
            store.transaction().executeWithoutResult(transaction -> {
                first.accept(store.judgments());
                Future<Throwable> result = thread.submit(() -> failure(second));
                assertThatExceptionOfType(TimeoutException.class)
                        .isThrownBy(() -> result.get(200, TimeUnit.MILLISECONDS));
                waiting.add(result);
            });
            return waiting.get(0).get();
        }

        private Throwable failure(Consumer<JudgmentRepository> call) {
            try {
                new TransactionTemplate(new JdbcTransactionManager(store.dataSource()))
                        .executeWithoutResult(transaction -> call.accept(other.judgments()));
                return null;
            } catch (DataAccessException failure) {
                return failure;
            }
        }

        private Repairs repair() {
            return store.judgments().repair(Executions.START.plusSeconds(90), Instant.EPOCH, 100);
        }

        private List<WaitingJudgment> waiting() {
            return store.judgments().search(JudgmentQuery.all()).judgments();
        }

        private List<List<StageKey>> paths(String executionId) {
            return waiting().stream()
                    .filter(waiting ->
                            waiting.judgment().key().stage().executionId().equals(executionId))
                    .map(WaitingJudgment::path)
                    .toList();
        }
    }
}
