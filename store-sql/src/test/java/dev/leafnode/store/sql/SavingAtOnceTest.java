package dev.leafnode.store.sql;

import static dev.leafnode.store.sql.Executions.call;
import static dev.leafnode.store.sql.Executions.child;
import static dev.leafnode.store.sql.Executions.judgment;
import static dev.leafnode.store.sql.Executions.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.test.servers.MariaDbServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the transactions of savers do to each other. */
class SavingAtOnceTest {

    private static final int ROUNDS = Integer.getInteger("leafnode.tck.rounds", 40) / 2;

    @Nested
    class OnH2 extends Savers {
        OnH2() {
            super(TestStore.on(TestDatabase.H2));
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDb extends Savers {
        OnMariaDb() {
            super(TestStore.on(TestDatabase.MARIADB));
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDbWhereRowsThatStayTheSameAreNotCounted extends Savers {
        OnMariaDbWhereRowsThatStayTheSameAreNotCounted() {
            super(TestStore.on(MariaDbServer.newDatabase("useAffectedRows=true"), config -> {}));
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDbWhereTransactionsAreSerializable extends Savers {
        OnMariaDbWhereTransactionsAreSerializable() {
            super(TestStore.on(
                    TestDatabase.MARIADB.create(),
                    config -> config.setConnectionInitSql("set transaction_isolation = 'serializable'")));
        }
    }

    /** As it is by default from MariaDB 11.6.2 on: who has read a row that has changed since cannot lock it. */
    @Nested
    @Tag("heavy")
    class OnMariaDbWhereTransactionsReadOneState extends Savers {
        OnMariaDbWhereTransactionsReadOneState() {
            super(TestStore.on(
                    TestDatabase.MARIADB.create(),
                    config -> config.setConnectionInitSql(
                            "set /*M! innodb_snapshot_isolation = on, */ transaction_isolation = 'repeatable-read'")));
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDbWhereConnectionsDoNotCommitThemselves extends Savers {
        OnMariaDbWhereConnectionsDoNotCommitThemselves() {
            super(TestStore.on(TestDatabase.MARIADB.create(), config -> config.setAutoCommit(false)));
        }
    }

    @Nested
    class OnPostgreSql extends Savers {
        OnPostgreSql() {
            super(TestStore.on(TestDatabase.POSTGRESQL));
        }
    }

    @Nested
    class OnPostgreSqlWhereTransactionsAreSerializable extends Savers {
        OnPostgreSqlWhereTransactionsAreSerializable() {
            super(TestStore.on(
                    TestDatabase.POSTGRESQL.create(),
                    config -> config.setConnectionInitSql("set default_transaction_isolation = serializable")));
        }
    }

    @Nested
    class OnPostgreSqlWhereTransactionsReadOneState extends Savers {
        OnPostgreSqlWhereTransactionsReadOneState() {
            super(TestStore.on(
                    TestDatabase.POSTGRESQL.create(),
                    config -> config.setConnectionInitSql("set default_transaction_isolation = 'repeatable read'")));
        }
    }

    @Nested
    class OnPostgreSqlWhereConnectionsDoNotCommitThemselves extends Savers {
        OnPostgreSqlWhereConnectionsDoNotCommitThemselves() {
            super(TestStore.on(TestDatabase.POSTGRESQL.create(), config -> config.setAutoCommit(false)));
        }
    }

    abstract static class Savers {

        private final TestStore store;
        private final ExecutorService threads = Executors.newCachedThreadPool();

        Savers(TestStore store) {
            this.store = store;
        }

        @AfterEach
        void close() {
            threads.shutdown();
            store.close();
        }

        @Test
        void a_chain_whose_executions_are_saved_at_the_same_time_is_whole() {
            for (int round = 0; round < ROUNDS; round++) {
                List<Execution> chain = chain("round " + round + " ", 4);
                List<Runnable> saves = new ArrayList<>();
                chain.forEach(execution -> saves.add(() -> store.executions().save(execution)));
                Collections.rotate(saves, round);
                together(saves);
                Execution leaf = chain.get(chain.size() - 1);
                assertThat(store.judgments().open(judgment(leaf), Lineage.stored()))
                        .isTrue();
                assertThat(store.judgments()
                                .search(JudgmentQuery.blocking(leaf.id()))
                                .judgments())
                        .as("round %d", round)
                        .singleElement()
                        .satisfies(waiting -> assertThat(waiting.path())
                                .isEqualTo(chain.subList(0, 3).stream()
                                        .map(execution -> call(execution.id()))
                                        .toList()));
            }
        }

        @Test
        void of_two_that_save_an_execution_at_the_same_time_one_is_stored_whole() {
            Execution one = withStages("one", 0, 12);
            Execution other = withStages("other", 4, 16);
            for (int round = 0; round < ROUNDS; round++) {
                together(List.of(
                        () -> store.executions().save(one),
                        () -> store.executions().save(other)));
                assertThat(store.executions().find("shared"))
                        .as("round %d", round)
                        .get()
                        .isIn(one, other);
            }
        }

        @Test
        void of_many_that_open_a_judgment_and_one_that_closes_it_the_one_wins() {
            store.executions().save(root("parent"));
            Execution leaf = child("leaf", "parent");
            store.executions().save(leaf);
            for (int round = 1; round <= ROUNDS; round++) {
                Stage attempt = Executions.judge().toBuilder()
                        .startTime(Executions.START.plusMillis(round))
                        .build();
                Execution attempted = leaf.withStage(attempt);
                List<Runnable> actions = new ArrayList<>();
                IntStream.range(0, 4)
                        .forEach(i -> actions.add(() -> store.judgments().open(judgment(attempted), Lineage.stored())));
                actions.add(
                        round % actions.size(),
                        () -> store.judgments().close(judgment(attempted).key(), Executions.START));
                together(actions);
                assertThat(store.judgments().search(JudgmentQuery.all()).judgments())
                        .isEmpty();
                assertThat(store.judgments().links(List.of("parent"))).isEmpty();
            }
        }

        private void together(List<Runnable> actions) {
            CyclicBarrier barrier = new CyclicBarrier(actions.size());
            List<Future<?>> results = actions.stream()
                    .<Future<?>>map(action -> threads.submit(() -> {
                        barrier.await();
                        action.run();
                        return null;
                    }))
                    .toList();
            for (Future<?> result : results) {
                try {
                    result.get();
                } catch (Exception failure) {
                    throw new AssertionError("one of those at the same time", failure);
                }
            }
        }

        private static List<Execution> chain(String prefix, int length) {
            List<Execution> chain = new ArrayList<>(List.of(root(prefix + 0)));
            for (int level = 1; level < length; level++) {
                chain.add(child(prefix + level, prefix + (level - 1)));
            }
            return chain;
        }

        private static Execution withStages(String name, int from, int to) {
            List<Stage> stages = IntStream.range(from, to)
                    .mapToObj(i -> Executions.running("s" + i, "wait").toBuilder()
                            .name(name)
                            .build())
                    .toList();
            return root("shared").toBuilder()
                    .name(name)
                    .status(ExecutionStatus.RUNNING)
                    .stages(stages)
                    .build();
        }
    }
}
