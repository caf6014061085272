package dev.leafnode.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.JudgmentOrder;
import dev.leafnode.repository.JudgmentQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How many statements each call sends, counted at the data source. */
class StatementCountTest {

    @Nested
    class OnH2 extends Counts {
        OnH2() {
            super(TestDatabase.H2, 2, 2, 1);
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDb extends Counts {
        OnMariaDb() {
            super(TestDatabase.MARIADB, 2, 3, 3);
        }

        @Test
        void in_a_transaction_of_the_application_what_is_written_is_looked_up_before() {
            for (int depth : DEPTHS) {
                Judgment judgment = judgment(chain("d" + depth, depth));
                int linked = depth == 0 ? 0 : 1;
                assertStatements("open at depth " + depth, 2 + linked, joined(() -> open(judgment)));
                assertStatements("repeated open at depth " + depth, 1 + linked, joined(() -> open(judgment)));
                assertThat(links("d" + depth, depth)).isEqualTo(depth);
                assertStatements("cut at depth " + depth, 1 + linked, joined(() -> cut("d" + depth + "-0")));
                assertStatements(
                        "a stage at depth " + depth,
                        3,
                        joined(() ->
                                store.executions().saveStage("d" + depth + "-0", stage("judge", "manualJudgment"))));
                assertStatements("close at depth " + depth, 2, joined(() -> close(judgment)));
                assertStatements("late open at depth " + depth, 4, joined(() -> open(judgment)));
                assertStatements("repeated close at depth " + depth, 3, joined(() -> close(judgment)));
            }
        }

        private Runnable joined(Runnable call) {
            return () -> store.transaction().executeWithoutResult(transaction -> call.run());
        }
    }

    @Nested
    class OnPostgreSql extends Counts {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL, 1, 2, 2);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Counts {

        private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
        static final int[] DEPTHS = {0, 1, 5, 50};

        final TestStore store;
        private final int statementsOfOpen;
        private final int statementsOfLaterOpen;
        private final int statementsOfLaterClose;

        Counts(TestDatabase database, int statementsOfOpen, int statementsOfLaterOpen, int statementsOfLaterClose) {
            this.store = TestStore.on(database);
            this.statementsOfOpen = statementsOfOpen;
            this.statementsOfLaterOpen = statementsOfLaterOpen;
            this.statementsOfLaterClose = statementsOfLaterClose;
        }

        @BeforeEach
        void startEmpty() {
            store.clear();
        }

        @AfterAll
        void close() {
            store.close();
        }

        @Test
        void a_judgment_opens_closes_and_is_cut_with_the_same_statements_whatever_the_depth() {
            for (int depth : DEPTHS) {
                String leaf = chain("d" + depth, depth);
                Judgment judgment = judgment(leaf);
                assertStatements(
                        "open at depth " + depth,
                        statementsOfOpen,
                        () -> assertThat(open(judgment)).isTrue());
                assertThat(links("d" + depth, depth)).isEqualTo(depth);
                assertStatements("cut at depth " + depth, 1, () -> cut("d" + depth + "-0"));
                assertStatements(
                        "close at depth " + depth,
                        1,
                        () -> assertThat(close(judgment)).isTrue());
            }
        }

        @Test
        void what_comes_after_the_first_attempt_or_changes_nothing_takes_two_at_the_most() {
            Judgment judgment = judgment(chain("c", 3));
            open(judgment);
            assertStatements(
                    "repeated open",
                    statementsOfLaterOpen,
                    () -> assertThat(open(judgment)).isFalse());
            close(judgment);
            assertStatements(
                    "repeated close",
                    statementsOfLaterClose,
                    () -> assertThat(close(judgment)).isFalse());
            assertStatements(
                    "late open",
                    statementsOfLaterOpen,
                    () -> assertThat(open(judgment)).isFalse());
            assertStatements(
                    "close of what was never opened", statementsOfLaterClose, () -> close(judgment("unknown")));
            Judgment restarted = judgment("c-3", START.plusSeconds(2));
            store.executions()
                    .saveStage(
                            "c-3",
                            stage("judge", "manualJudgment").toBuilder()
                                    .startTime(restarted.key().since())
                                    .build());
            assertStatements(
                    "open of a restarted stage",
                    statementsOfLaterOpen,
                    () -> assertThat(open(restarted)).isTrue());
            assertStatements("its close", 1, () -> assertThat(close(restarted)).isTrue());
        }

        @Test
        void a_judgment_that_opens_below_a_stage_that_has_ended_has_no_link_there_or_above() {
            String leaf = chain("c", 3);
            Stage ended = stage("call", "pipeline").toBuilder()
                    .status(ExecutionStatus.CANCELED)
                    .build();
            store.executions().saveStage("c-1", ended);
            assertThat(open(judgment(leaf))).isTrue();
            assertThat(store.judgments().cut(new StageKey("c-0", "call"), START.plusSeconds(1)))
                    .isFalse();
            assertThat(store.jdbc()
                            .queryForList(
                                    "select distinct ancestor_execution_id from leafnode_judgment_link", String.class))
                    .containsExactly("c-2");
        }

        @Test
        void a_judgment_opens_beside_links_that_were_left_of_the_same_attempt() {
            Judgment judgment = judgment(chain("c", 3));
            open(judgment);
            store.jdbc().update("delete from leafnode_judgment");
            store.jdbc().update("delete from leafnode_judgment_link where depth <> 2");
            assertThat(open(judgment)).isTrue();
            assertThat(links("c", 3)).isEqualTo(3);
        }

        @Test
        void ancestors_that_an_engine_keeps_itself_take_no_more() {
            List<StageKey> ancestors = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                ancestors.add(new StageKey("foreign-" + i, "call"));
            }
            assertStatements(
                    "open",
                    statementsOfOpen,
                    () -> assertThat(store.judgments().open(judgment("leaf"), Lineage.of(ancestors)))
                            .isTrue());
            assertStatements(
                    "links",
                    1,
                    () -> assertThat(store.judgments().links(List.of("foreign-0", "foreign-49")))
                            .hasSize(2));
        }

        @Test
        void links_of_more_executions_than_an_array_holds_take_two() {
            open(judgment(chain("c", 1)));
            List<String> ids = new ArrayList<>(List.of("c-0"));
            for (int i = 0; i < 70_000; i++) {
                ids.add("unknown-" + i);
            }
            assertStatements(
                    "links", 2, () -> assertThat(store.judgments().links(ids)).hasSize(1));
        }

        @Test
        void a_stage_is_saved_with_one_statement() {
            chain("c", 2);
            Stage call = stage("call", "pipeline");
            Stage naming =
                    call.toBuilder().context(Map.of("executionId", "c-1")).build();
            assertStatements("plain", 1, () -> store.executions().saveStage("c-0", stage("judge", "manualJudgment")));
            assertStatements("waiting", 1, () -> store.executions().saveStage("c-0", call));
            assertStatements("naming its own child", 1, () -> store.executions().saveStage("c-0", naming));
            assertStatements("naming it again", 1, () -> store.executions().saveStage("c-0", naming));
        }

        @Test
        void a_watching_stage_is_saved_with_one_statement_while_it_watches_the_same() {
            chain("c", 1);
            Stage watching = stage("watch", "monitorPipeline").toBuilder()
                    .context(Map.of("executionIds", List.of("c-1")))
                    .build();
            store.executions().save(execution("w", Trigger.empty(), watching));
            assertStatements("unchanged", 1, () -> store.executions().saveStage("w", watching));
        }

        @Test
        void saving_an_execution_writes_no_stage_that_is_unchanged() {
            chain("c", 0);
            Execution execution = store.executions().find("c-0").orElseThrow();
            List<String> unchanged =
                    store.statements().of(() -> store.executions().save(execution));
            assertThat(unchanged).noneMatch(StatementCountTest::writes);

            Execution ended =
                    execution.toBuilder().status(ExecutionStatus.SUCCEEDED).build();
            List<String> statusOnly =
                    store.statements().of(() -> store.executions().save(ended));
            assertThat(statusOnly)
                    .filteredOn(StatementCountTest::writes)
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("update leafnode_execution");
        }

        @Test
        void a_page_of_executions_takes_two_statements_with_and_without_links_and_whatever_is_open() {
            ExecutionQuery query = ExecutionQuery.ofApplication("app").withLimit(30);
            for (int i = 0; i < 10; i++) {
                chain("c" + i, 2);
            }
            for (int open = 0; open < 10; open++) {
                assertStatements("links", 2, () -> store.executions().search(query));
                assertStatements("no links", 2, () -> store.executions().search(query.withLinks(false)));
                assertStatements("by name", 2, () -> store.executions().search(query.withName("pipeline")));
                open(judgment("c" + open + "-2"));
            }
            assertThat(store.executions().search(query).links()).hasSize(20);
            assertStatements(
                    "awaiting",
                    2,
                    () -> assertThat(store.executions()
                                    .search(query.withAwaiting(Awaiting.BELOW))
                                    .executions())
                            .hasSize(20));
        }

        @Test
        void a_page_of_the_inbox_takes_one_statement_with_the_way_to_every_leaf() {
            for (int i = 0; i < 10; i++) {
                open(judgment(chain("c" + i, 3)));
            }
            assertStatements(
                    "inbox",
                    1,
                    () -> assertThat(store.judgments()
                                    .search(JudgmentQuery.all())
                                    .judgments())
                            .hasSize(10)
                            .allSatisfy(waiting -> assertThat(waiting.path()).hasSize(3)));
            assertStatements(
                    "blocking",
                    1,
                    () -> assertThat(store.judgments()
                                    .search(JudgmentQuery.blocking("c7-0"))
                                    .judgments())
                            .hasSize(1));
        }

        @Test
        void a_page_of_the_inbox_in_any_order_and_with_any_filter_takes_as_many_statements_whatever_is_open() {
            JudgmentQuery query = JudgmentQuery.all()
                    .withOrder(JudgmentOrder.DEADLINE)
                    .withText("pipeline")
                    .withSinceBefore(Instant.now().plusSeconds(60))
                    .withCounts(true);
            assertStatements(
                    "with nothing open",
                    2,
                    () -> assertThat(store.judgments().search(query).counts()).isEmpty());
            for (int i = 0; i < 60; i++) {
                open(judgment(chain("c" + i, 3)));
            }
            JudgmentQuery any = query.withText(null);
            assertStatements(
                    "with many open",
                    2,
                    () -> assertThat(store.judgments().search(any).judgments())
                            .hasSize(50)
                            .allSatisfy(waiting -> assertThat(waiting.ancestors())
                                    .hasSize(3)
                                    .allSatisfy(ancestor ->
                                            assertThat(ancestor.application()).isNotNull())));
        }

        /** A chain whose root is "name-0"; returns the leaf, so many levels below. */
        String chain(String name, int depth) {
            Trigger trigger = Trigger.empty();
            for (int i = 0; i <= depth; i++) {
                store.executions()
                        .save(execution(
                                name + "-" + i, trigger, stage("call", "pipeline"), stage("judge", "manualJudgment")));
                trigger = Trigger.reference(name + "-" + i, "call");
            }
            return name + "-" + depth;
        }

        boolean open(Judgment judgment) {
            return store.judgments().open(judgment, Lineage.stored());
        }

        boolean close(Judgment judgment) {
            return store.judgments().close(judgment.key(), START.plusSeconds(1));
        }

        void cut(String executionId) {
            store.judgments().cut(new StageKey(executionId, "call"), START.plusSeconds(1));
        }

        int links(String name, int depth) {
            int links = 0;
            for (int i = 0; i < depth; i++) {
                links += store.judgments().links(List.of(name + "-" + i)).size();
            }
            return links;
        }

        void assertStatements(String what, int expected, Runnable action) {
            assertThat(store.statements().of(action)).as(what).hasSize(expected);
        }

        static Judgment judgment(String executionId) {
            return judgment(executionId, START);
        }

        static Judgment judgment(String executionId, Instant since) {
            return new Judgment(
                    new JudgmentKey(new StageKey(executionId, "judge"), since.toEpochMilli()),
                    "app",
                    "pipeline",
                    "Judge");
        }

        private static Execution execution(String id, Trigger trigger, Stage... stages) {
            return Execution.builder(id, "app")
                    .name("pipeline")
                    .status(ExecutionStatus.RUNNING)
                    .buildTime(START)
                    .trigger(trigger)
                    .stages(List.of(stages))
                    .build();
        }

        static Stage stage(String id, String type) {
            return Stage.builder(id, type)
                    .status(ExecutionStatus.RUNNING)
                    .startTime(START)
                    .build();
        }
    }

    private static boolean writes(String statement) {
        return !statement.strip().startsWith("select");
    }
}
