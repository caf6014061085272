package dev.leafnode.store.sql;

import static dev.leafnode.store.sql.Executions.child;
import static dev.leafnode.store.sql.Executions.execution;
import static dev.leafnode.store.sql.Executions.judgment;
import static dev.leafnode.store.sql.Executions.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.JudgmentQuery;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How PostgreSQL runs statements when what it knows of the tables is of yesterday: an old root with many leaves, whose id
 * comes first, is all that was ever waited for when the tables were analyzed. Since then a root has come whose id is the
 * last.
 */
@Tag("heavy")
class PostgreSqlStalePlanTest {

    private static final TestStore store = TestStore.on(TestDatabase.POSTGRESQL);

    @BeforeAll
    static void fill() {
        store.jdbc().execute("""
                insert into leafnode_execution (id, application, name, status, complete, created_at, digest, body)
                select 'm' || n, 'app', 'pipeline', 'SUCCEEDED', true, n, '-', '{}'
                from generate_series(1, 20000) n
                """);
        store.jdbc().execute("""
                insert into leafnode_stage (execution_id, id, position, waits, held, started_at, digest, body)
                select 'm' || n, 's' || m, m, false, false, n, '-', '{}'
                from generate_series(1, 20000) n, generate_series(1, 5) m
                """);
        tree("a", 1_000);
        store.jdbc().execute("vacuum analyze");
        tree("z", 30);
    }

    private static void tree(String name, int leaves) {
        store.executions().save(root(name));
        for (int i = 0; i < leaves; i++) {
            Execution leaf = execution("%s-%d".formatted(name, i), Trigger.reference(name, "call"));
            store.executions().save(leaf);
            store.judgments().open(judgment(leaf), Lineage.stored());
        }
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void a_page_of_the_inbox_looks_its_ways_up() throws SQLException {
        assertLooksUp(() -> store.judgments().search(JudgmentQuery.all()));
    }

    /** When the tables were analyzed there was one application. */
    @Test
    void a_page_of_a_new_application_is_looked_up_among_its_own() throws SQLException {
        store.jdbc().execute("""
                insert into leafnode_judgment (execution_id, stage_id, state, attempt, stored, application)
                select 'new' || n, 'judge', 'JUDGMENT', n, false, 'new'
                from generate_series(1, 5) n
                """);
        List<PreparedPlans> plans = PreparedPlans.of(
                store, () -> store.judgments().search(JudgmentQuery.all().withApplication("new")));
        assertThat(plans)
                .singleElement()
                .satisfies(plan -> assertThat(List.of(plan.first(), plan.settled()))
                        .allSatisfy(one -> assertThat(one).contains("leafnode_judgment_open_by_application")));
    }

    @Test
    void what_blocks_an_execution_is_looked_up() throws SQLException {
        assertLooksUp(() -> store.judgments().search(JudgmentQuery.blocking("z")));
    }

    @Test
    void what_shows_on_a_page_is_looked_up() throws SQLException {
        assertLooksUp(() -> store.judgments().links(List.of("z")));
        assertLooksUp(() ->
                store.executions().search(ExecutionQuery.ofApplication("app").withAwaiting(Awaiting.BELOW)));
    }

    @Test
    void a_judgment_that_opens_looks_its_ancestors_up() throws SQLException {
        store.executions().save(child("z-new", "z"));
        assertLooksUp(() -> store.judgments().open(judgment(root("z-new")), Lineage.stored()));
    }

    /** Executions and stages; what is waited for may be read as a whole while that is little. */
    private static void assertLooksUp(Runnable action) throws SQLException {
        assertThat(PreparedPlans.of(store, action))
                .isNotEmpty()
                .allSatisfy(plans -> assertThat(List.of(plans.first(), plans.settled()))
                        .allSatisfy(plan -> assertThat(plan)
                                .doesNotContain("Merge ")
                                .doesNotContain("Seq Scan on leafnode_execution")
                                .doesNotContain("Seq Scan on leafnode_stage")));
    }
}
