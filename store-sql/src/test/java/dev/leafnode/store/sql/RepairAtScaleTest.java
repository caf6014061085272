package dev.leafnode.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.LeafState;
import dev.leafnode.repository.Repairs;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a repair costs where very many judgments are open, each two levels below a root, beside as many closed ones. */
@Tag("heavy")
class RepairAtScaleTest {

    /** Growing lineages, closing, opening, following the ways, and forgetting links and attempts. */
    private static final int STATEMENTS = 6;

    private static final Instant NOW = Instant.ofEpochMilli(10_000_000);

    @Nested
    class OnH2 extends Scale {
        OnH2() {
            super(TestDatabase.H2, "system_range(1, %d) t (n)", 10_000, true);
        }
    }

    @Nested
    class OnPostgreSql extends Scale {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL, "generate_series(1, %d) t (n)", 100_000, true);
        }

        /** A hundred at a time: whoever read all leaves for each of these took a time that grew with both numbers. */
        @Test
        void what_is_wrong_is_looked_up_when_it_is_put_right() throws SQLException {
            List<String> plans = new ArrayList<>();
            for (String since : List.of("null", "substr(execution_id, 5)::bigint")) {
                store.jdbc().update("""
                        update leafnode_stage set judging_since = %s
                        where execution_id in (select 'leaf' || n from generate_series(1, 100) n)
                        """.formatted(since));
                PreparedPlans.of(store, () -> store.leaves(LeafState.JUDGMENT).repair(NOW, Instant.EPOCH, 500)).stream()
                        .filter(plan -> plan.statement().startsWith("update leafnode_judgment"))
                        .forEach(plan -> plans.addAll(List.of(plan.first(), plan.settled())));
            }
            assertThat(plans)
                    .as("closing and opening again, the first time and later")
                    .hasSize(4)
                    .noneMatch(plan -> plan.contains("Seq Scan on leafnode_stage")
                            || plan.contains("Seq Scan on leafnode_execution"));
        }
    }

    /** As it is for its first minutes, when PostgreSQL takes few judgments to be open among many. */
    @Nested
    class OnPostgreSqlThatWasNeverAnalyzed extends Scale {
        OnPostgreSqlThatWasNeverAnalyzed() {
            super(TestDatabase.POSTGRESQL, "generate_series(1, %d) t (n)", 10_000, false);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Scale {

        final TestStore store;
        private final String numbers;
        private final int open;
        private final boolean isAnalyzed;

        Scale(TestDatabase database, String numbers, int open, boolean isAnalyzed) {
            this.store = TestStore.on(database);
            this.numbers = numbers.formatted(open);
            this.open = open;
            this.isAnalyzed = isAnalyzed;
        }

        @BeforeAll
        void fill() {
            if (!isAnalyzed) {
                List.of("execution", "stage", "parent", "lineage", "judgment", "judgment_link")
                        .forEach(table -> store.jdbc()
                                .execute("alter table leafnode_%s set (autovacuum_enabled = false)".formatted(table)));
            }
            String rows = numbers;
            List.of("""
                            insert into leafnode_execution
                                (id, application, status, complete, created_at, digest, body)
                            select level || n, 'app', case when level = 'old' then 'TERMINAL' else 'RUNNING' end,
                                level = 'old', n, '', '{}'
                            from %s, (values ('root'), ('middle'), ('leaf'), ('old')) levels (level)
                            where (level <> 'root' or n <= 1000) and (level <> 'middle' or n <= 10000)
                            """, """
                            insert into leafnode_stage
                                (execution_id, id, position, waits, judging_since, failed_at, held, started_at, digest, body)
                            select level || n, stage, 0, level in ('root', 'middle'),
                                case when level = 'leaf' then n end, case when level = 'old' then n end,
                                level = 'leaf', n, '', '{}'
                            from %s, (values
                                ('root', 'call'), ('middle', 'call'), ('leaf', 'judge'), ('old', 'judge')
                            ) levels (level, stage)
                            where (level <> 'root' or n <= 1000) and (level <> 'middle' or n <= 10000)
                            """, """
                            insert into leafnode_parent (execution_id, parent_execution_id, parent_stage_id, weight)
                            select child || n, case when child = 'middle' then 'root' || (mod(n, 1000) + 1) else 'middle' || (mod(n, 10000) + 1) end,
                                'call', 0
                            from %s, (values ('middle'), ('leaf')) children (child)
                            where child <> 'middle' or n <= 10000
                            """, """
                            insert into leafnode_lineage
                                (execution_id, route, depth, via,
                                 ancestor_execution_id, ancestor_stage_id, child_execution_id)
                            select execution_id, 0, 1, 0, parent_execution_id, parent_stage_id, execution_id
                            from leafnode_parent
                            union all
                            select lower.execution_id, 0, 2, 0,
                                upper.parent_execution_id, upper.parent_stage_id, upper.execution_id
                            from leafnode_parent lower
                            join leafnode_parent upper on upper.execution_id = lower.parent_execution_id
                            """, """
                            insert into leafnode_judgment
                                (execution_id, stage_id, state, attempt, stored, application, closed_at)
                            select level || n, 'judge', 'JUDGMENT', n, true, 'app', case when level = 'old' then n end
                            from %s, (values ('leaf'), ('old')) levels (level)
                            """, """
                            insert into leafnode_judgment_link
                                (execution_id, stage_id, state, attempt, route, depth,
                                 ancestor_execution_id, ancestor_stage_id, child_execution_id)
                            select judgment.execution_id, judgment.stage_id, judgment.state, judgment.attempt,
                                step.route, step.depth,
                                step.ancestor_execution_id, step.ancestor_stage_id, step.child_execution_id
                            from leafnode_judgment judgment
                            join leafnode_lineage step on step.execution_id = judgment.execution_id
                            """).forEach(insert -> store.jdbc().execute(insert.replace("%s", rows)));
            if (isAnalyzed) {
                store.jdbc().execute("analyze");
            }
        }

        @AfterAll
        void close() {
            store.close();
        }

        @Test
        @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void a_repair_of_nothing_takes_a_fixed_number_of_statements() {
            for (LeafState state : LeafState.values()) {
                assertThat(store.statements()
                                .of(() -> assertThat(store.leaves(state).repair(NOW, Instant.EPOCH, 500))
                                        .isEqualTo(Repairs.NONE)))
                        .as("%s beside %d judgments", state, open)
                        .hasSize(STATEMENTS);
            }
        }
    }
}
