package dev.leafnode.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * How MariaDB runs the statements among 20,000 executions of one application, 18,000 of them complete, and 1,000 open
 * judgments: each statement is sent by the repositories themselves, and explained with the parameters it was sent with.
 */
@Tag("heavy")
class MariaDbPlanTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);

    private static final TestStore store = TestStore.on(TestDatabase.MARIADB);
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
        assumeTrue(Database.of(store.dataSource()) == Database.MARIADB);
        jdbc.execute("create table number (n integer primary key)");
        jdbc.execute("""
                insert into number
                with digit as (
                    select 0 as d union select 1 union select 2 union select 3 union select 4
                    union select 5 union select 6 union select 7 union select 8 union select 9)
                select 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d
                from digit a, digit b, digit c, digit e, digit f
                where f.d < 2
                """);
        jdbc.execute("""
                insert into leafnode_execution
                    (id, application, name, status, complete, created_at, digest, body)
                select concat('e', n), 'app', concat('pipeline ', n % 100),
                    case when n % 10 = 0 then 'RUNNING' else 'SUCCEEDED' end,
                    n % 10 <> 0, n, '',
                    concat('{"type":"PIPELINE","id":"e', n, '","application":"app","status":"RUNNING"}')
                from number
                """);
        jdbc.execute("""
                insert into leafnode_stage
                    (execution_id, id, position, waits, judging_since, held, started_at, digest, body)
                select execution.id, concat('s', m.n), m.n, m.n = 1 and not complete,
                    case when m.n = 2 and not complete then created_at end, false, created_at, '',
                    concat('{"id":"s', m.n, '","type":"pipeline","status":"RUNNING"}')
                from leafnode_execution execution cross join number m
                where m.n <= 3
                """);
        jdbc.execute("""
                insert into leafnode_lineage
                    (execution_id, route, depth, via, ancestor_execution_id, ancestor_stage_id, child_execution_id)
                select concat('e', n), 0, 1, 0, concat('e', n - 10), 's1', concat('e', n)
                from number
                where n > 10
                """);
        jdbc.execute("""
                insert into leafnode_judgment
                    (execution_id, stage_id, state, attempt, `stored`, application, pipeline, stage_name, roles, closed_at)
                select concat('e', n), 's2', 'JUDGMENT', n, true, 'app', 'pipeline', 'Judge', '',
                    case when n % 20 = 0 then null else n end
                from number
                """);
        jdbc.execute("""
                insert into leafnode_judgment_link
                    (execution_id, stage_id, state, attempt, route, depth,
                     ancestor_execution_id, ancestor_stage_id, child_execution_id)
                select concat('e', n), 's2', 'JUDGMENT', n, 0, 1, concat('e', n - 10), 's1', concat('e', n)
                from number
                where n > 10
                """);
        jdbc.execute("""
                insert into leafnode_parent (execution_id, parent_execution_id, parent_stage_id, weight)
                select concat('e', n), concat('e', n - 10), 's1', 0
                from number
                where n > 10
                """);
        jdbc.queryForList("""
                analyze table leafnode_execution, leafnode_stage, leafnode_lineage, leafnode_judgment,
                    leafnode_judgment_link, leafnode_parent
                """);
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
        assertIndexed(() -> explained.judgments().search(JudgmentQuery.blocking("e10010")));
        assertIndexed(() -> explained.judgments().links(List.of("e10", "e10010", "e19990")));
    }

    @Test
    void opening_closing_cutting_and_saving_scan_no_table() {
        Judgment judgment = new Judgment(new JudgmentKey(new StageKey("e10020", "s3"), 7), "app", "pipeline", "Judge");
        assertIndexed(() -> explained.judgments().open(judgment, Lineage.stored()));
        assertIndexed(() -> explained
                .judgments()
                .open(judgment, Lineage.of(List.of(new StageKey("e10010", "s1"), new StageKey("e10000", "s1")))));
        assertIndexed(() -> explained.judgments().close(judgment.key(), NOW));
        assertIndexed(() -> explained.judgments().cut(new StageKey("e12010", "s1"), NOW));
        assertIndexed(() -> explained
                .executions()
                .saveStage("e10020", Stage.builder("s3", "manualJudgment").build()));
    }

    @Test
    void creating_and_deleting_an_execution_scan_no_table() {
        var child = explained.executions().find("e14020").orElseThrow().toBuilder();
        assertIndexed(() ->
                explained.executions().save(child.status(ExecutionStatus.PAUSED).build()));
        assertIndexed(() -> explained.executions().delete("e14020"));
    }

    private static void assertIndexed(Runnable action) {
        List<String> scans = explainer.of(action);
        assertThat(scans).isNotEmpty();
        assertThat(scans).allSatisfy(scan -> assertThat(scan).isEmpty());
    }

    /** Finds what each statement reads from end to end, right before it is executed, with the parameters it is executed with. */
    private static final class Explainer implements QueryExecutionListener {

        private final List<String> plans = new ArrayList<>();

        List<String> of(Runnable action) {
            plans.clear();
            action.run();
            return List.copyOf(plans);
        }

        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            queries.forEach(query -> plans.add(scans(query)));
        }

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

        private static String scans(QueryInfo query) {
            return String.valueOf(store.jdbc().<String>execute((Connection connection) -> {
                try (PreparedStatement explain = connection.prepareStatement("explain " + query.getQuery())) {
                    for (ParameterSetOperation parameter :
                            query.getParametersList().get(0)) {
                        parameter.getMethod().invoke(explain, parameter.getArgs());
                    }
                    return scans(explain, query);
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new SQLException(query.getQuery(), e);
                }
            }));
        }

        /** What a statement has made for itself has a name in brackets, or is a function of a parameter. */
        private static String scans(PreparedStatement explain, QueryInfo query) throws SQLException {
            StringBuilder scans = new StringBuilder();
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    String table = String.valueOf(lines.getString("table"));
                    boolean isOfItsOwn = table.startsWith("<")
                            || String.valueOf(lines.getString("Extra")).contains("Table function");
                    if ("ALL".equals(lines.getString("type")) && !isOfItsOwn) {
                        scans.append(table).append(" in ").append(query.getQuery());
                    }
                }
            }
            return scans.toString();
        }
    }
}
