package dev.leafnode.store.sql;

import static dev.leafnode.store.sql.Executions.call;
import static dev.leafnode.store.sql.Executions.child;
import static dev.leafnode.store.sql.Executions.judgment;
import static dev.leafnode.store.sql.Executions.root;
import static dev.leafnode.store.sql.Executions.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.repository.JudgmentQuery;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Transactions of the application at the same time, each of which does something else: none of them fails, and none waits for
 * another one that waits for it. Each is as isolated as it is by default on its database.
 */
class HostTransactionsAtOnceTest {

    private static final int ROUNDS = Integer.getInteger("leafnode.tck.rounds", 40) / 4;

    @Nested
    class OnH2 extends TogetherOnTheSame {
        OnH2() {
            super(() -> TestStore.on(TestDatabase.H2));
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDb extends TogetherOnTheSame {
        OnMariaDb() {
            super(() -> TestStore.on(TestDatabase.MARIADB));
        }
    }

    /** As it is by default from MariaDB 11.6.2 on: who has read a row that has changed since cannot write it. */
    @Nested
    @Tag("heavy")
    class OnMariaDbWhereTransactionsReadOneState extends Together {
        OnMariaDbWhereTransactionsReadOneState() {
            super(() -> TestStore.on(
                    TestDatabase.MARIADB.create(),
                    config -> config.setConnectionInitSql(
                            "set /*M! innodb_snapshot_isolation = on, */ transaction_isolation = 'repeatable-read'")));
        }
    }

    @Nested
    class OnPostgreSql extends TogetherOnTheSame {
        OnPostgreSql() {
            super(() -> TestStore.on(TestDatabase.POSTGRESQL));
        }
    }

    abstract static class Together {

        private final Supplier<TestStore> open;
        private final ExecutorService threads = Executors.newCachedThreadPool();
        TestStore store;

        Together(Supplier<TestStore> open) {
            this.open = open;
        }

        @BeforeEach
        void open() {
            store = open.get();
        }

        @AfterEach
        void close() {
            threads.shutdownNow();
            store.close();
        }

        @Test
        void store_a_chain_and_open_its_leaf() {
            stepByStep(id -> {
                Execution root = root(id + "0");
                Execution leaf = child(id + "1", id + "0");
                return List.of(save(root), save(leaf), opens(leaf, true));
            });
            assertThat(waiting()).isEqualTo(2 * ROUNDS);
        }

        @Test
        void open_a_judgment_and_store_what_is_below_it() {
            stepByStep(id -> {
                Execution root = root(id + "0");
                Execution leaf = child(id + "1", id + "0");
                return List.of(save(root), opens(root, true), save(leaf), opens(leaf, true));
            });
            assertThat(waiting()).isEqualTo(4 * ROUNDS);
        }

        @Test
        void open_what_is_stored_elsewhere() {
            stepByStep(id -> {
                Execution leaf = root(id);
                return List.of(
                        () -> assertThat(store.judgments()
                                        .open(judgment(leaf), Lineage.of(List.of(call(id + "p"), call(id + "q")))))
                                .isTrue(),
                        cuts(id + "q", true),
                        closes(leaf, true));
            });
            assertThat(waiting()).isZero();
        }

        @Test
        void close_and_cut_what_is_unknown_and_open_something_else() {
            stepByStep(id -> {
                Execution root = root(id + "0");
                return List.of(
                        cuts(id + "unknown", false),
                        closes(root(id + "unknown"), false),
                        save(root),
                        opens(root, true));
            });
            assertThat(waiting()).isEqualTo(2 * ROUNDS);
        }

        @Test
        void delete_what_is_unknown_and_store_something_else() {
            stepByStep(id -> List.of(
                    () -> assertThat(store.executions().delete(id + "unknown")).isFalse(),
                    save(root(id + "0")),
                    save(child(id + "1", id + "0"))));
            assertThat(store.jdbc().queryForObject("select count(*) from leafnode_execution", Integer.class))
                    .isEqualTo(4 * ROUNDS);
        }

        @Test
        void add_stages_to_one_execution() {
            store.executions().save(root("shared"));
            stepByStep(id -> {
                Stage added = running(id, "wait");
                return List.of(
                        () -> store.executions().saveStage("shared", added),
                        () -> store.executions().saveStage("shared", Executions.ended(added)));
            });
            assertThat(store.executions().find("shared").orElseThrow().stages()).hasSize(2 + 2 * ROUNDS);
        }

        @Test
        void add_stages_that_wait_and_are_waited_for() {
            stepByStep(id -> {
                Execution watched = root(id + "0");
                Execution watching = root(id + "1");
                return List.of(
                        save(watched),
                        save(watching),
                        opens(watched, true),
                        () -> store.executions().saveStage(watching.id(), Executions.watching(watched.id())),
                        cuts(watching.id(), false),
                        closes(watched, true));
            });
            assertThat(waiting()).isZero();
        }

        /** Each step is made in both transactions before the next one is, unless one waits for what the other has locked. */
        private void stepByStep(Function<String, List<Runnable>> steps) {
            for (int round = 0; round < ROUNDS; round++) {
                String prefix = "%03d".formatted(round);
                CyclicBarrier step = new CyclicBarrier(2);
                together(IntStream.range(0, 2)
                        .<Runnable>mapToObj(i -> () -> store.transaction()
                                .executeWithoutResult(transaction -> steps.apply(prefix + (char) ('a' + i))
                                        .forEach(made -> {
                                            await(step);
                                            made.run();
                                        })))
                        .toList());
            }
        }

        void together(List<Runnable> actions) {
            List<Future<?>> results =
                    actions.stream().<Future<?>>map(threads::submit).toList();
            for (Future<?> result : results) {
                try {
                    result.get();
                } catch (Exception failure) {
                    throw new AssertionError("one of those at the same time", failure);
                }
            }
        }

        private Runnable save(Execution execution) {
            return () -> store.executions().save(execution);
        }

        private Runnable opens(Execution leaf, boolean opens) {
            return () -> assertThat(store.judgments().open(judgment(leaf), Lineage.stored()))
                    .isEqualTo(opens);
        }

        private Runnable closes(Execution leaf, boolean closes) {
            return () -> assertThat(store.judgments().close(judgment(leaf).key(), Executions.START))
                    .isEqualTo(closes);
        }

        private Runnable cuts(String executionId, boolean cuts) {
            return () -> assertThat(store.judgments().cut(call(executionId), Executions.START.plusSeconds(60)))
                    .isEqualTo(cuts);
        }

        int waiting() {
            return store.judgments()
                    .search(JudgmentQuery.all().withLimit(JudgmentQuery.MAX_LIMIT))
                    .judgments()
                    .size();
        }

        /** Once it has taken too long, nobody waits here any more. */
        static void await(CyclicBarrier barrier) {
            try {
                barrier.await(500, TimeUnit.MILLISECONDS);
            } catch (BrokenBarrierException | TimeoutException goOn) {
                assertThat(barrier.isBroken()).isTrue();
            } catch (InterruptedException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    /** Where a transaction may write what has changed since it began. */
    abstract static class TogetherOnTheSame extends Together {

        TogetherOnTheSame(Supplier<TestStore> open) {
            super(open);
        }

        /** As when an event is delivered more than once: one of them opens, closes, cuts, and the others change nothing. */
        @Test
        void tell_the_same_events() {
            for (int round = 0; round < ROUNDS; round++) {
                Execution leaf = child(round + "leaf", round + "root");
                StageKey parent = call(round + "root");
                store.executions().save(root(parent.executionId()));
                store.executions().save(leaf);
                assertOnce(() -> store.judgments().open(judgment(leaf), Lineage.stored()));
                assertThat(store.judgments().links(List.of(parent.executionId())))
                        .as("round %d", round)
                        .hasSize(1);
                store.executions().saveStage(parent.executionId(), Executions.ended(Executions.call()));
                assertOnce(() -> store.judgments().cut(parent, Executions.START.plusSeconds(60)));
                assertOnce(() -> store.judgments().close(judgment(leaf).key(), Executions.START));
                assertThat(waiting()).as("round %d", round).isZero();
            }
        }

        private void assertOnce(Call call) {
            AtomicInteger changes = new AtomicInteger();
            CyclicBarrier start = new CyclicBarrier(4);
            Runnable one = () -> {
                await(start);
                store.transaction().executeWithoutResult(transaction -> {
                    if (call.changesSomething()) {
                        changes.incrementAndGet();
                    }
                });
            };
            together(List.of(one, one, one, one));
            assertThat(changes).hasValue(1);
        }
    }

    /** A call that says whether it has changed anything. */
    private interface Call {
        boolean changesSomething();
    }
}
