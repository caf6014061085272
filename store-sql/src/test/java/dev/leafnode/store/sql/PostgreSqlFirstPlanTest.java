package dev.leafnode.store.sql;

import static dev.leafnode.store.sql.Executions.START;
import static dev.leafnode.store.sql.Executions.child;
import static dev.leafnode.store.sql.Executions.judgment;
import static dev.leafnode.store.sql.Executions.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import dev.leafnode.repository.JudgmentQuery;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How PostgreSQL runs statements in the first minutes of a store, when it has analyzed nothing: it would rather read
 * hundreds of executions and stages than look a few up, and takes next to nothing to be open.
 */
class PostgreSqlFirstPlanTest {

    private static final int DEPTH = 50;

    private static final TestStore store = TestStore.on(TestDatabase.POSTGRESQL);

    @BeforeAll
    static void fill() {
        for (String table : List.of("execution", "stage", "lineage", "judgment", "judgment_link")) {
            store.jdbc().execute("alter table leafnode_%s set (autovacuum_enabled = false)".formatted(table));
        }
        store.executions().save(root("e0"));
        for (int i = 1; i <= 400; i++) {
            store.executions().save(child("e" + i, "e" + Math.min(i - 1, DEPTH - 1)));
        }
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void a_judgment_looks_its_ancestors_up() throws SQLException {
        assertLooksUp(() -> store.judgments().open(judgment(root("e400")), Lineage.stored()));
    }

    @Test
    void a_judgment_whose_ancestors_are_known_looks_them_up() throws SQLException {
        Lineage known = Lineage.of(List.of(new StageKey("e49", "call"), new StageKey("e48", "call")));
        assertLooksUp(() -> store.judgments().open(judgment(root("elsewhere")), known));
    }

    @Test
    void what_closes_is_looked_up_and_not_sought_among_all_that_was_open() throws SQLException {
        Judgment open = judgment(root("e399"));
        store.judgments().open(open, Lineage.stored());
        assertThat(PreparedPlans.of(store, () -> store.judgments().close(open.key(), START)))
                .singleElement()
                .satisfies(plans -> assertThat(List.of(plans.first(), plans.settled()))
                        .allSatisfy(plan -> assertThat(plan).contains("Index Scan using leafnode_judgment_pkey")));
    }

    @Test
    void what_blocks_an_execution_is_looked_up_and_not_sought_among_all_that_is_open() throws SQLException {
        assertThat(PreparedPlans.of(store, () -> store.judgments().search(JudgmentQuery.blocking("e0"))))
                .singleElement()
                .satisfies(plans -> assertThat(List.of(plans.first(), plans.settled()))
                        .allSatisfy(plan -> assertThat(plan)
                                .contains("leafnode_judgment_pkey")
                                .doesNotContain("Seq Scan on leafnode_")
                                .doesNotContain("leafnode_judgment_open")));
    }

    @Test
    void what_shows_on_a_page_is_looked_up_and_not_sought_among_all_that_is_open() throws SQLException {
        assertThat(PreparedPlans.of(store, () -> store.judgments().links(List.of("e0", "e1"))))
                .singleElement()
                .satisfies(plans -> assertThat(List.of(plans.first(), plans.settled()))
                        .allSatisfy(plan -> assertThat(plan)
                                .contains("leafnode_judgment_pkey")
                                .doesNotContain("leafnode_judgment_open")));
    }

    private static void assertLooksUp(Runnable open) throws SQLException {
        assertThat(PreparedPlans.of(store, open)).singleElement().satisfies(plans -> {
            assertThat(plans.first()).doesNotContain("Seq Scan on leafnode_");
            assertThat(plans.settled()).doesNotContain("Seq Scan on leafnode_");
        });
    }
}
