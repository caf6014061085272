package dev.leafnode.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.JudgmentQuery;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * How PostgreSQL runs the statements among 100,000 executions of one application, 90,000 of them complete, and 5,000 open
 * judgments: each statement is sent by the repositories themselves, and explained with the parameters it was sent with.
 */
class PostgreSqlPlanTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);

    private static final TestStore store = TestStore.on(TestDatabase.POSTGRESQL);
    private static final Explainer explainer = new Explainer();
    private static final SqlStore explained = new SqlStore(
            ProxyDataSourceBuilder.create(store.dataSource())
                    .listener(explainer)
                    .build(),
            new JdbcTransactionManager(store.dataSource()),
            WaitRules.DEFAULT,
            InstantSource.fixed(NOW));

    @BeforeAll
    static void fill() {
        JdbcTemplate jdbc = store.jdbc();
        jdbc.execute("""
                insert into leafnode_execution
                    (id, application, name, status, complete, created_at, digest, body)
                select 'e' || n, 'app', 'pipeline ' || n % 100,
                    case when n % 10 = 0 then 'RUNNING' else 'SUCCEEDED' end,
                    n % 10 <> 0, n, '', '{"type":"PIPELINE","id":"e' || n || '","application":"app","status":"RUNNING"}'
                from generate_series(1, 100000) n
                """);
        jdbc.execute("""
                insert into leafnode_stage
                    (execution_id, id, position, waits, judging_since, held, started_at, digest, body)
                select execution.id, 's' || m, m, m = 1 and not complete,
                    case when m = 2 and not complete then created_at end, false, created_at, '',
                    '{"id":"s' || m || '","type":"pipeline","status":"RUNNING"}'
                from leafnode_execution execution cross join generate_series(1, 3) m
                """);
        jdbc.execute("""
                insert into leafnode_lineage
                    (execution_id, route, depth, via, ancestor_execution_id, ancestor_stage_id, child_execution_id)
                select 'e' || n, 0, 1, 0, 'e' || n - 10, 's1', 'e' || n
                from generate_series(11, 100000) n
                """);
        jdbc.execute("""
                insert into leafnode_judgment
                    (execution_id, stage_id, state, attempt, stored, application, pipeline, stage_name, closed_at)
                select 'e' || n, 's2', 'JUDGMENT', n, true, 'app', 'pipeline', 'Judge', case when n % 20 = 0 then null else n end
                from generate_series(1, 100000) n
                """);
        jdbc.execute("""
                insert into leafnode_judgment_link
                    (execution_id, stage_id, state, attempt, route, depth,
                     ancestor_execution_id, ancestor_stage_id, child_execution_id)
                select 'e' || n, 's2', 'JUDGMENT', n, 0, 1, 'e' || n - 10, 's1', 'e' || n
                from generate_series(11, 100000) n
                """);
        jdbc.execute("""
                insert into leafnode_parent (execution_id, parent_execution_id, parent_stage_id, weight)
                select 'e' || n, 'e' || n - 10, 's1', 0
                from generate_series(11, 100000) n
                """);
        jdbc.execute("vacuum analyze");
    }

    @AfterAll
    static void close() {
        explained.close();
        store.close();
    }

    @Test
    void a_page_of_an_application_scans_no_table() {
        ExecutionQuery query = ExecutionQuery.ofApplication("app").withLimit(30);
        assertIndexed(() ->
                assertThat(explained.executions().search(query).executions()).hasSize(30));
        assertIndexed(() -> explained.executions().search(query.withName("pipeline 7")));
        assertIndexed(() ->
                explained.executions().search(query.withCreated(Instant.ofEpochMilli(500), Instant.ofEpochMilli(600))));
        assertIndexed(() -> explained
                .executions()
                .search(query.withPageToken(explained.executions().search(query).next())));
    }

    @Test
    void a_page_of_what_runs_in_an_application_is_a_range_of_an_index() {
        ExecutionQuery running = ExecutionQuery.ofApplication("app")
                .withStatuses(Set.of(ExecutionStatus.RUNNING, ExecutionStatus.PAUSED, ExecutionStatus.NOT_STARTED));
        assertThat(assertIndexed(() -> explained.executions().search(running)))
                .anyMatch(plan -> plan.contains("leafnode_execution_by_application_and_progress"));
    }

    @Test
    void a_page_of_all_applications_scans_no_table() {
        assertIndexed(() -> explained.executions().search(ExecutionQuery.all()));
        assertIndexed(() ->
                explained.executions().search(ExecutionQuery.all().withStatuses(Set.of(ExecutionStatus.RUNNING))));
        assertIndexed(() -> explained.executions().find("e500"));
    }

    @Test
    void a_page_of_what_awaits_a_human_scans_neither_executions_nor_stages() {
        for (Awaiting awaiting : Awaiting.values()) {
            assertIndexed(() -> explained
                    .executions()
                    .search(ExecutionQuery.ofApplication("app").withAwaiting(awaiting)));
        }
    }

    @Test
    void the_inbox_scans_no_table() {
        assertIndexed(() -> explained.judgments().search(JudgmentQuery.all()));
        assertIndexed(() -> explained.judgments().search(JudgmentQuery.all().withApplication("app")));
        assertIndexed(() -> explained.judgments().search(JudgmentQuery.blocking("e50010")));
        assertIndexed(() -> explained.judgments().links(List.of("e10", "e50010", "e99990")));
    }

    @Test
    void opening_closing_cutting_and_saving_scan_no_table() {
        Judgment judgment = new Judgment(new JudgmentKey(new StageKey("e50020", "s3"), 7), "app", "pipeline", "Judge");
        assertIndexed(() -> explained.judgments().open(judgment, Lineage.stored()));
        assertIndexed(() -> explained
                .judgments()
                .open(judgment, Lineage.of(List.of(new StageKey("e50010", "s1"), new StageKey("e50000", "s1")))));
        assertIndexed(() -> explained.judgments().close(judgment.key(), NOW));
        assertIndexed(() -> explained.judgments().cut(new StageKey("e60010", "s1"), NOW));
        assertIndexed(() -> explained
                .executions()
                .saveStage("e50020", Stage.builder("s3", "manualJudgment").build()));
    }

    @Test
    void creating_and_deleting_an_execution_scan_no_table() {
        var child = explained.executions().find("e70020").orElseThrow().toBuilder();
        assertIndexed(() ->
                explained.executions().save(child.status(ExecutionStatus.PAUSED).build()));
        assertIndexed(() -> explained.executions().delete("e70020"));
    }

    /** The plans of what an action sends. */
    private static List<String> assertIndexed(Runnable action) {
        List<String> plans = explainer.of(action);
        assertThat(plans).isNotEmpty();
        assertThat(plans).allSatisfy(plan -> assertThat(plan).doesNotContain("Seq Scan on leafnode"));
        return plans;
    }

    /** Explains each statement right before it is executed, with the parameters it is executed with. */
    private static final class Explainer implements QueryExecutionListener {

        private final List<String> plans = new ArrayList<>();

        List<String> of(Runnable action) {
            plans.clear();
            action.run();
            return List.copyOf(plans);
        }

        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            queries.forEach(query -> plans.add(explain(query)));
        }

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

        private static String explain(QueryInfo query) {
            return String.valueOf(store.jdbc().<String>execute((Connection connection) -> {
                try (PreparedStatement explain = connection.prepareStatement("explain " + query.getQuery())) {
                    for (ParameterSetOperation parameter :
                            query.getParametersList().get(0)) {
                        parameter.getMethod().invoke(explain, parameter.getArgs());
                    }
                    return plan(explain);
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new SQLException(query.getQuery(), e);
                }
            }));
        }

        private static String plan(PreparedStatement explain) throws SQLException {
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
