package dev.leafnode.store.sql;

import static dev.leafnode.store.sql.Executions.START;
import static dev.leafnode.store.sql.Executions.judgment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.JudgmentQuery;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * How PostgreSQL carries out the very statements of the store, with their parameters, among 100,000 executions: the first
 * time, and after ten times, when it may have settled for a plan that fits every parameter.
 */
class PostgreSqlGenericPlanTest {

    private static final TestStore store = TestStore.on(TestDatabase.POSTGRESQL);

    private static final Pattern GENERIC = Pattern.compile("\\$[1-9]");

    /** 100,000 executions in triples of root, middle and leaf; the newest 300 run, and 100 leaves wait. */
    private static final List<String> DATA = List.of("""
            insert into leafnode_execution (id, application, name, status, complete, created_at, digest, body)
            select 'e' || n, 'app' || n % 4, 'pipeline ' || n % 50,
                case when n > 99700 then 'RUNNING' else 'SUCCEEDED' end, n <= 99700, n * 1000, '-',
                '{"type": "PIPELINE", "id": "e' || n || '", "application": "app' || n % 4 || '", "status": "RUNNING"}'
            from generate_series(1, 100000) n
            """, """
            insert into leafnode_stage
                (execution_id, id, position, waits, judging_since, held, started_at, digest, body)
            select 'e' || n, stage, place, n > 99700 and stage = 'call',
                case when n > 99700 and stage = 'judge' then n end, false, n, '-',
                '{"id": "' || stage || '", "type": "wait", "status": "RUNNING"}'
            from generate_series(1, 100000) n, (values ('call', 0), ('judge', 1)) as stages (stage, place)
            """, """
            insert into leafnode_parent (execution_id, parent_execution_id, parent_stage_id, weight)
            select 'e' || n, 'e' || n - 1, 'call', 0
            from generate_series(1, 100000) n
            where n % 3 <> 1
            """, """
            insert into leafnode_lineage
                (execution_id, route, depth, via, ancestor_execution_id, ancestor_stage_id, child_execution_id)
            select 'e' || n, 0, d, 0, 'e' || n - d, 'call', 'e' || n - d + 1
            from generate_series(1, 100000) n, generate_series(1, 2) d
            where d <= (n + 2) % 3
            """, """
            insert into leafnode_judgment
                (execution_id, stage_id, state, attempt, stored, application, pipeline, stage_name, closed_at)
            select 'e' || n, 'judge', 'JUDGMENT', n, true, 'app' || n % 4, 'pipeline ' || n % 50, 'judge',
                case when n > 99700 then null else n end
            from generate_series(3, 100000, 3) n
            """, """
            insert into leafnode_judgment_link
                (execution_id, stage_id, state, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id)
            select execution_id, 'judge', 'JUDGMENT', substr(execution_id, 2)::bigint, 0, depth,
                ancestor_execution_id, ancestor_stage_id, child_execution_id
            from leafnode_lineage
            where execution_id in (select execution_id from leafnode_judgment)
            """, """
            insert into leafnode_judgment (execution_id, stage_id, state, attempt, stored, application)
            select 'small' || n, 'judge', 'JUDGMENT', n, false, 'small'
            from generate_series(1, 5) n
            """);

    @BeforeAll
    static void fill() {
        DATA.forEach(store.jdbc()::execute);
        store.jdbc().execute("analyze");
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @TestFactory
    Stream<DynamicTest> no_hot_statement_scans_a_table() {
        return Stream.of(
                hot("a page of an application", () -> page(app())),
                hot("a page of running executions", () -> page(app().withStatuses(Set.of(ExecutionStatus.RUNNING)))),
                hot(
                        "a page of executions that ended or run",
                        () -> page(app().withStatuses(Set.of(ExecutionStatus.RUNNING, ExecutionStatus.SUCCEEDED)))),
                hot("a page of a pipeline", () -> page(app().withName("pipeline 7"))),
                hot("a page of every application", () -> page(ExecutionQuery.all())),
                hot(
                        "a page of a pipeline anywhere",
                        () -> page(ExecutionQuery.all().withName("pipeline 7"))),
                hot(
                        "a page of all that run",
                        () -> page(ExecutionQuery.all().withStatuses(Set.of(ExecutionStatus.RUNNING)))),
                hot("a page of those that await somebody", () -> page(app().withAwaiting(Awaiting.ANY))),
                hot("a page without links", () -> page(app().withLinks(false))),
                hot("executions by id", () -> page(ExecutionQuery.byId(Set.of("e99901", "e500")))),
                hot("the inbox", () -> store.judgments().search(JudgmentQuery.all())),
                hot(
                        "the inbox of an application",
                        () -> store.judgments().search(JudgmentQuery.all().withApplication("app1"))),
                hot("what blocks an execution", () -> store.judgments().search(JudgmentQuery.blocking("e99901"))),
                hot("links", () -> store.judgments().links(thirty())),
                hot("open", () -> store.judgments().open(waiting("e99902"), Lineage.stored())),
                hot(
                        "open with known ancestors",
                        () -> store.judgments()
                                .open(waiting("elsewhere"), Lineage.of(List.of(new StageKey("e99901", "call"))))),
                hot("close", () -> store.judgments().close(waiting("e99903").key(), START)),
                hot("cut", () -> store.judgments().cut(new StageKey("e99901", "call"), START)),
                hot("a stage that is saved", () -> store.executions().saveStage("e99902", Executions.judge())),
                hot("a watching stage that is saved", () -> store.executions().saveStage("e99901", knowing("e99902"))),
                hot(
                        "an execution that is created",
                        () -> store.executions()
                                .save(Executions.execution("new", Trigger.reference("e99902", "call")))),
                hot("an execution that is deleted", () -> store.executions().delete("e99904")));
    }

    /** Not even of an application of which less is open than of others, where a plan of its own would seem to cost less. */
    @Test
    void the_inbox_of_an_application_is_not_planned_each_time() throws SQLException {
        for (String application : List.of("app1", "small")) {
            List<PreparedPlans> plans = PreparedPlans.of(
                    store, () -> store.judgments().search(JudgmentQuery.all().withApplication(application)));
            assertThat(plans)
                    .singleElement()
                    .satisfies(plan -> assertThat(shape(plan.settled()))
                            .as(application)
                            .startsWith("generic: ")
                            .contains("leafnode_judgment_open_by_application"));
        }
    }

    private static DynamicTest hot(String what, Runnable action) {
        return DynamicTest.dynamicTest(what, () -> {
            List<String> shapes = new ArrayList<>();
            for (PreparedPlans plans : PreparedPlans.of(store, action)) {
                for (String plan : List.of(plans.first(), plans.settled())) {
                    assertThat(plan).as("%s: %s", what, plans.statement()).doesNotContain("Seq Scan on leafnode_");
                    shapes.add(shape(plan));
                }
            }
            System.out.println("PLAN " + what + ": "
                    + String.join(" | ", shapes.stream().distinct().toList()));
        });
    }

    /** The indexes a plan uses. */
    private static String shape(String plan) {
        String indexes = plan.lines()
                .map(String::strip)
                .filter(line -> line.contains("Scan using ") || line.contains("Bitmap Index Scan on "))
                .map(line ->
                        line.replaceAll(".*Scan using (\\S+) .*", "$1").replaceAll(".*Index Scan on (\\S+) .*", "$1"))
                .distinct()
                .collect(Collectors.joining(", "));
        return (GENERIC.matcher(plan).find() ? "generic: " : "") + (indexes.isEmpty() ? "no table" : indexes);
    }

    private static ExecutionQuery app() {
        return ExecutionQuery.ofApplication("app1");
    }

    private static void page(ExecutionQuery query) {
        store.executions().search(query);
    }

    private static List<String> thirty() {
        return IntStream.range(99_901, 99_931).mapToObj(n -> "e" + n).toList();
    }

    private static dev.leafnode.model.Judgment waiting(String executionId) {
        return judgment(Executions.root(executionId));
    }

    private static Stage knowing(String child) {
        return Executions.call().toBuilder()
                .context(Map.of("executionId", child))
                .build();
    }
}
