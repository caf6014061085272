package dev.leafnode.web;

import static dev.leafnode.web.ExecutionListsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.json.ExecutionJson;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import dev.leafnode.web.Site.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final int ORDERS = 60;

    private final Site site = Site.ofAnn();
    private final ExecutionJson json = new ExecutionJson();

    /** A judgment that starts, is stopped, and is restarted and continued, as an engine would report it. */
    private final List<Execution> history = history();

    @Test
    void each_report_is_stored_and_what_has_happened_is_told_once() {
        List<List<String>> told = new ArrayList<>();
        for (Execution state : history) {
            int expected = told.isEmpty() ? 201 : 200;
            Answer answer = report(state);
            assertThat(answer.status()).as(answer.body()).isEqualTo(expected);
            assertThat(site.store.executions().find("e")).contains(state);
            told.add(site.events.take());
            assertThat(report(state).at("/outcome").asText()).isEqualTo("unchanged");
            assertThat(site.events.take()).isEmpty();
        }
        assertThat(told)
                .containsExactly(
                        List.of(),
                        List.of("execution starts", "judge starts", "task of judge starts"),
                        List.of("task of judge TERMINAL", "judge TERMINAL", "execution TERMINAL"),
                        List.of("execution starts"),
                        List.of("judge starts", "task of judge starts"),
                        List.of("task of judge SUCCEEDED", "judge SUCCEEDED", "execution SUCCEEDED"));
    }

    /** It would be the newest forever. */
    @Test
    void a_report_of_what_is_still_to_come_is_refused() {
        Execution state = history.get(1);
        Instant almost = Site.NOW.plus(Duration.ofDays(1));
        Answer refused =
                report(state.toBuilder().startTime(almost.plusMillis(1)).build());
        assertThat(assertProblem(refused, 400))
                .contains("e", almost.toString(), almost.plusMillis(1).toString());
        assertThat(site.store.executions().find("e")).isEmpty();
        assertThat(site.events.take()).isEmpty();
        assertThat(report(state.toBuilder().startTime(almost).build()).status()).isEqualTo(201);
    }

    @Test
    void what_is_reported_shows_and_can_be_found() {
        site.waiting("root", "A", null);
        report(history.get(0));
        report(history.get(1));
        assertThat(site.get("/judgments").at("/judgments/0/executionId").asText())
                .isEqualTo("e");
        report(history.get(2));
        assertThat(site.get("/judgments").at("/judgments")).isEmpty();
    }

    @Test
    void a_report_that_is_older_than_what_is_stored_changes_nothing_and_gets_what_is_stored() {
        report(history.get(2));
        List<String> unused = site.events.take();
        for (int older = 0; older < 2; older++) {
            Answer refused = report(history.get(older));
            assertProblem(refused, 409);
            assertThat(refused.at("/stored")).isEqualTo(Answers.tree(json.write(history.get(2))));
        }
        assertThat(site.store.executions().find("e")).contains(history.get(2));
        assertThat(site.events.take()).isEmpty();
    }

    @Test
    void reports_that_are_repeated_and_out_of_order_converge() {
        for (int seed = 0; seed < ORDERS; seed++) {
            Site other = Site.ofAnn();
            List<Execution> reports = new ArrayList<>(history);
            reports.addAll(history);
            Collections.shuffle(reports, new Random(seed));
            for (Execution state : reports) {
                int status = other.put("/executions/e", json.write(state)).status();
                assertThat(status).as("with seed %d", seed).isIn(200, 201, 409);
            }
            assertThat(other.store.executions().find("e"))
                    .as("with seed %d", seed)
                    .contains(history.get(5));
            assertThat(other.get("/judgments").at("/judgments"))
                    .as("with seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void a_report_of_another_execution_or_of_none_is_a_bad_request() {
        assertThat(assertProblem(site.put("/executions/other", json.write(history.get(0))), 400))
                .contains("other", "e");
        for (String body : List.of("", "{", "[]", "{}", "{\"id\": \"e\"}", json.write(history.get(0)) + "{}")) {
            assertProblem(site.put("/executions/e", body), 400);
        }
        assertProblem(site.put("/executions/e", " ".repeat(100_001)), 413);
        assertThat(site.store.executions().find("e")).isEmpty();
    }

    @Test
    void who_may_not_report_an_application_reports_nothing() {
        Site ofNobody = new Site(AccessPolicy.DEFAULT, Site.asNobody());
        assertProblem(ofNobody.put("/executions/e", json.write(history.get(0))), 403);
        assertThat(ofNobody.store.executions().find("e")).isEmpty();
    }

    private Answer report(Execution state) {
        return site.put("/executions/e", json.write(state));
    }

    private static List<Execution> history() {
        Stage waiting = Site.judge(10);
        Stage stopped = ended(waiting, ExecutionStatus.TERMINAL, 20);
        Stage reset = waiting.toBuilder()
                .status(ExecutionStatus.NOT_STARTED)
                .startTime(null)
                .context(Map.of("restartDetails", Map.of("restartTime", at(30).toEpochMilli())))
                .tasks(List.of(Task.notStarted("1", "waitForJudgment")))
                .build();
        Stage again = Site.judge(40).toBuilder().context(reset.context()).build();
        Execution created = Execution.builder("e", "B").buildTime(Site.NOW).build();
        return List.of(
                created,
                running(created, waiting),
                over(running(created, stopped), ExecutionStatus.TERMINAL, 20),
                running(created, reset),
                running(created, again),
                over(running(created, ended(again, ExecutionStatus.SUCCEEDED, 50)), ExecutionStatus.SUCCEEDED, 50));
    }

    private static Execution running(Execution execution, Stage stage) {
        return execution.toBuilder()
                .status(ExecutionStatus.RUNNING)
                .startTime(at(5))
                .stages(List.of(stage))
                .build();
    }

    private static Execution over(Execution execution, ExecutionStatus status, long later) {
        return execution.toBuilder().status(status).endTime(at(later)).build();
    }

    private static Stage ended(Stage stage, ExecutionStatus status, long later) {
        return stage.toBuilder()
                .status(status)
                .endTime(at(later))
                .tasks(stage.tasks().stream()
                        .map(task -> task.ended(status, at(later)))
                        .toList())
                .build();
    }

    private static Instant at(long later) {
        return Site.NOW.plusMillis(later);
    }
}
