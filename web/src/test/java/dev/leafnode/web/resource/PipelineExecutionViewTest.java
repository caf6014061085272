package dev.leafnode.web.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each condition, each reason and each status of an environment; and every resource is valid and reads back. */
class PipelineExecutionViewTest {

    private static final Instant BUILT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant STARTED = BUILT.plusSeconds(1);
    private static final Instant SINCE = BUILT.plusSeconds(2);
    private static final Instant ENDED = BUILT.plusSeconds(3);

    private final List<PipelineExecution> made = new ArrayList<>();

    @AfterEach
    void whateverWasMadeIsValidAndReadsBack() {
        assertThat(made).isNotEmpty();
        made.forEach(RoundTripTest::assertReadBack);
    }

    @ParameterizedTest
    @CsvSource({
        // the execution, its stage "deploy" -> Succeeded, its reason, since, the environment and since
        "NOT_STARTED,     NOT_STARTED,     Unknown, Pending,   BUILT,   Pending,   ",
        "BUFFERED,        BUFFERED,        Unknown, Pending,   BUILT,   Pending,   ",
        "SUSPENDED,       SUSPENDED,       Unknown, Pending,   ,        Pending,   ",
        "RUNNING,         NOT_STARTED,     Unknown, Running,   STARTED, Pending,   ",
        "RUNNING,         RUNNING,         Unknown, Running,   STARTED, Running,   STARTED",
        "RUNNING,         PAUSED,          Unknown, Running,   STARTED, Pending,   ",
        "RUNNING,         SUSPENDED,       Unknown, Running,   STARTED, Pending,   ",
        "RUNNING,         REDIRECT,        Unknown, Running,   STARTED, Running,   STARTED",
        "RUNNING,         SUCCEEDED,       Unknown, Running,   STARTED, Succeeded, ENDED",
        "RUNNING,         FAILED_CONTINUE, Unknown, Running,   STARTED, Failed,    ENDED",
        "RUNNING,         NEWER_STATUS,    Unknown, Running,   STARTED, Running,   STARTED",
        "REDIRECT,        RUNNING,         Unknown, Running,   STARTED, Running,   STARTED",
        "NEWER_STATUS,    RUNNING,         Unknown, Running,   STARTED, Running,   STARTED",
        "SUCCEEDED,       SUCCEEDED,       True,    Succeeded, ENDED,   Succeeded, ENDED",
        "SUCCEEDED,       FAILED_CONTINUE, True,    Succeeded, ENDED,   Failed,    ENDED",
        "SUCCEEDED,       SKIPPED,         True,    Completed, ENDED,   Skipped,   ENDED",
        "SUCCEEDED,       NOT_STARTED,     True,    Completed, ENDED,   Skipped,   ",
        "SKIPPED,         SKIPPED,         True,    Completed, ENDED,   Skipped,   ENDED",
        "FAILED_CONTINUE, FAILED_CONTINUE, False,   Failed,    ENDED,   Failed,    ENDED",
        "TERMINAL,        TERMINAL,        False,   Failed,    ENDED,   Failed,    ENDED",
        "TERMINAL,        NOT_STARTED,     False,   Failed,    ENDED,   Skipped,   ",
        "TERMINAL,        RUNNING,         False,   Failed,    ENDED,   Cancelled, ENDED",
        "STOPPED,         STOPPED,         False,   Failed,    ENDED,   Failed,    ENDED",
        "CANCELED,        CANCELED,        False,   Cancelled, ENDED,   Cancelled, ENDED",
        "CANCELED,        RUNNING,         False,   Cancelled, ENDED,   Cancelled, ENDED",
    })
    void every_status_has_its_reason_and_its_environment(
            String status, String stage, String succeeded, String reason, String since, String type, String time) {
        PipelineExecution resource = made(execution(status, stage("deploy", stage)));
        Condition condition = resource.status().conditions().get(0);
        assertThat(resource.status().conditions()).hasSize(1);
        assertThat(condition.type()).isEqualTo("Succeeded");
        assertThat(condition.status().text()).isEqualTo(succeeded);
        assertThat(condition.reason()).isEqualTo(reason);
        assertThat(condition.lastTransitionTime()).isEqualTo(time(since));
        assertThat(resource.status().environments())
                .containsExactly(new Environment("deploy", 0, new Environment.Status(type, time(time))));
    }

    private static Instant time(String name) {
        return name == null
                ? null
                : switch (name) {
                    case "BUILT" -> BUILT;
                    case "STARTED" -> STARTED;
                    case "ENDED" -> ENDED;
                    default -> throw new IllegalArgumentException(name);
                };
    }

    @Test
    void a_paused_execution_is_pending_since_it_was_paused() {
        Execution paused = execution("PAUSED", stage("deploy", "RUNNING")).toBuilder()
                .extra(Map.of("paused", Map.of("pauseTime", SINCE.toEpochMilli())))
                .build();
        Condition condition = made(paused).status().conditions().get(0);
        assertThat(condition.reason()).isEqualTo("Pending");
        assertThat(condition.lastTransitionTime()).isEqualTo(SINCE);
        Execution unknown = paused.toBuilder().extra(Map.of()).build();
        assertThat(made(unknown).status().conditions().get(0).lastTransitionTime())
                .isNull();
    }

    /** Orca names the exception in the context of the stage whose time was over. */
    @ParameterizedTest
    @ValueSource(strings = {"TERMINAL", "STOPPED", "FAILED_CONTINUE"})
    void a_stage_whose_time_was_over_makes_it_a_timeout(String status) {
        Stage late = stage("judge", status).toBuilder()
                .context(Map.of("exception", Map.of("exceptionType", "TimeoutException")))
                .build();
        assertThat(reason(execution(status, late))).isEqualTo("PipelineRunTimeout");
        assertThat(reason(execution("CANCELED", late))).isEqualTo("Cancelled");
        assertThat(reason(execution("SUCCEEDED", late))).isEqualTo("Succeeded");
        Stage other = late.toBuilder()
                .context(Map.of("exception", Map.of("exceptionType", "UserException")))
                .build();
        assertThat(reason(execution(status, other))).isEqualTo("Failed");
        Stage passed = late.toBuilder().status(ExecutionStatus.SUCCEEDED).build();
        assertThat(reason(execution(status, passed))).isEqualTo("Failed");
    }

    private String reason(Execution execution) {
        return made(execution).status().conditions().get(0).reason();
    }

    @Test
    void the_message_counts_environments_in_the_spelling_of_the_design_document() {
        assertThat(message("SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "SUCCEEDED"))
                .isEqualTo("Environment Completed: 3 (Failed: 0, Canceled 0), Skipped: 0");
        assertThat(message("TERMINAL", "SUCCEEDED", "TERMINAL", "CANCELED", "NOT_STARTED", "SKIPPED"))
                .isEqualTo("Environment Completed: 3 (Failed: 1, Canceled 1), Skipped: 2");
        assertThat(message("RUNNING", "SUCCEEDED", "RUNNING", "NOT_STARTED"))
                .isEqualTo("Environment Completed: 1 (Failed: 0, Canceled 0), Skipped: 0");
        assertThat(message("RUNNING")).isEqualTo("Environment Completed: 0 (Failed: 0, Canceled 0), Skipped: 0");
    }

    private String message(String status, String... stages) {
        Stage[] all = new Stage[stages.length];
        Arrays.setAll(all, i -> stage("deploy" + i, stages[i]));
        return made(execution(status, all)).status().conditions().get(0).message();
    }

    @Test
    void while_a_human_is_awaited_a_second_condition_names_the_leaf_that_has_waited_longest() {
        Execution execution = execution("RUNNING", stage("deploy", "RUNNING"), stage("other", "RUNNING"));
        PipelineExecution resource = made(
                execution,
                new Approval("other", new Approval.Leaf("late", "A5", "judge", SINCE.plusSeconds(1)), 2),
                Approval.hidden("other"),
                new Approval("deploy", new Approval.Leaf("leaf", "A4", "judge", SINCE), 1));
        assertThat(resource.status().conditions())
                .containsExactly(
                        new Condition(
                                "Succeeded",
                                Condition.Status.UNKNOWN,
                                "AwaitingApproval",
                                "Environment Completed: 0 (Failed: 0, Canceled 0), Skipped: 0",
                                SINCE),
                        new Condition(
                                "AwaitingApproval",
                                Condition.Status.TRUE,
                                "ManualJudgment",
                                "Execution leaf of application A4 waits for a decision at stage judge, and 3 more wait",
                                SINCE));
        assertThat(resource.status().environments())
                .extracting(
                        Environment::name, environment -> environment.status().type())
                .containsExactly(tuple("deploy", "AwaitingApproval"));
        assertThat(made(execution, new Approval(null, new Approval.Leaf("e", "A", null, null), 1))
                        .condition("AwaitingApproval")
                        .orElseThrow()
                        .message())
                .isEqualTo("Execution e of application A waits for a decision");
    }

    @Test
    void what_waits_in_a_strategy_waits_in_the_deployment_that_it_is_part_of() {
        Stage strategy = Stage.builder("strategy", "pipeline")
                .status(ExecutionStatus.RUNNING)
                .startTime(STARTED)
                .parentStageId("deploy")
                .build();
        PipelineExecution resource = made(
                execution("RUNNING", stage("deploy", "RUNNING"), strategy),
                new Approval("strategy", new Approval.Leaf("leaf", "A4", "judge", SINCE), 1));
        assertThat(resource.status().environments())
                .extracting(
                        Environment::name, environment -> environment.status().type())
                .containsExactly(tuple("deploy", "AwaitingApproval"));
    }

    @Test
    void of_a_leaf_that_may_not_be_known_nothing_is_told_but_that_it_waits() {
        PipelineExecution resource = made(execution("RUNNING", stage("deploy", "RUNNING")), Approval.hidden("deploy"));
        assertThat(resource.status().conditions())
                .extracting(Condition::reason, Condition::message, Condition::lastTransitionTime)
                .containsExactly(
                        tuple("AwaitingApproval", "Environment Completed: 0 (Failed: 0, Canceled 0), Skipped: 0", null),
                        tuple("ManualJudgment", "Somebody is awaited below, where you may not look", null));
    }

    @Test
    void a_paused_execution_goes_on_awaiting() {
        assertThat(made(
                                execution("PAUSED", stage("judge", "RUNNING")),
                                new Approval("judge", new Approval.Leaf("e", "A", "judge", SINCE), 1))
                        .status()
                        .conditions())
                .extracting(Condition::type, Condition::reason)
                .containsExactly(tuple("Succeeded", "AwaitingApproval"), tuple("AwaitingApproval", "ManualJudgment"));
    }

    @Test
    void the_metadata_and_the_spec_say_what_was_asked_for_and_by_whom() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("HELLO", "Hello World!");
        parameters.put("count", 3);
        parameters.put("nothing", null);
        parameters.put("list", List.of("a", 1));
        parameters.put("", "nameless");
        Execution root = Execution.builder("ROOT", "A1").name("p1").build();
        Execution parent = Execution.builder("PARENT", "A2")
                .name("p2")
                .trigger(Trigger.snapshot(root, "call"))
                .build();
        Trigger trigger =
                new Trigger("pipeline", parent, null, "call", Map.of("user", "ann", "parameters", parameters));
        PipelineExecution resource =
                made(execution("RUNNING").toBuilder().trigger(trigger).build());
        assertThat(resource.metadata())
                .isEqualTo(new PipelineExecution.Metadata(
                        "01arz3ndektsv4rrffq69g5fav",
                        KubernetesNames.of("Team A/web"),
                        BUILT,
                        Map.of(),
                        Map.of("leafnode.dev/execution-id", "01ARZ3NDEKTSV4RRFFQ69G5FAV")));
        assertThat(resource.executionId()).isEqualTo("01ARZ3NDEKTSV4RRFFQ69G5FAV");
        assertThat(resource.spec().pipelineRef())
                .isEqualTo(new PipelineExecution.PipelineRef("Deploy to prod", "Team A/web"));
        assertThat(resource.spec().trigger())
                .isEqualTo(new PipelineExecution.TriggerInfo("pipeline", "ann", "PARENT", "call", "ROOT"));
        assertThat(resource.spec().params())
                .containsExactly(
                        new PipelineExecution.Param("HELLO", "Hello World!"),
                        new PipelineExecution.Param("count", "3"),
                        new PipelineExecution.Param("nothing", "null"),
                        new PipelineExecution.Param("list", "[\"a\",1]"));
        assertThat(resource.status().startTime()).isEqualTo(STARTED);
        assertThat(resource.status().completionTime()).isEqualTo(ENDED);
    }

    @Test
    void the_root_is_told_only_where_the_trigger_says_it() {
        Execution parent = Execution.builder("PARENT", "A2")
                .trigger(Trigger.reference("GRANDPARENT", "call"))
                .build();
        assertThat(trigger(Trigger.snapshot(parent, "call")))
                .isEqualTo(new PipelineExecution.TriggerInfo("pipeline", null, "PARENT", "call", null));
        assertThat(trigger(Trigger.reference("PARENT", "call")))
                .isEqualTo(new PipelineExecution.TriggerInfo("pipelineRef", null, "PARENT", "call", null));
        assertThat(trigger(Trigger.empty())).isEqualTo(PipelineExecution.TriggerInfo.NONE);
    }

    private PipelineExecution.TriggerInfo trigger(Trigger trigger) {
        return made(execution("RUNNING").toBuilder().trigger(trigger).build())
                .spec()
                .trigger();
    }

    @Test
    void a_time_that_no_calendar_has_is_left_out() {
        PipelineExecution resource = made(execution("SUCCEEDED").toBuilder()
                .buildTime(Instant.ofEpochMilli(Long.MIN_VALUE))
                .startTime(Instant.ofEpochMilli(Long.MAX_VALUE))
                .endTime(Instant.ofEpochMilli(Long.MAX_VALUE))
                .build());
        assertThat(resource.metadata().creationTimestamp()).isNull();
        assertThat(resource.status().startTime()).isNull();
        assertThat(resource.status().conditions().get(0).lastTransitionTime()).isNull();
    }

    @Test
    void an_execution_without_a_name_is_of_no_pipeline() {
        made(execution("RUNNING"));
        for (String name : new String[] {null, ""}) {
            Execution nameless = execution("RUNNING").toBuilder().name(name).build();
            assertThatThrownBy(() -> made(nameless))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("01ARZ3NDEKTSV4RRFFQ69G5FAV");
        }
    }

    private PipelineExecution made(Execution execution, Approval... approvals) {
        PipelineExecution resource =
                PipelineExecutionView.of(execution, EnvironmentMapping.DEFAULT.of(execution), List.of(approvals));
        made.add(resource);
        return resource;
    }

    static Execution execution(String status, Stage... stages) {
        return Execution.builder("01ARZ3NDEKTSV4RRFFQ69G5FAV", "Team A/web")
                .name("Deploy to prod")
                .status(ExecutionStatus.of(status))
                .buildTime(BUILT)
                .startTime(STARTED)
                .endTime(ENDED)
                .stages(List.of(stages))
                .build();
    }

    static Stage stage(String id, String status) {
        boolean hasStarted = !status.equals("NOT_STARTED") && !status.equals("BUFFERED");
        return Stage.builder(id, id.startsWith("deploy") ? "deploy" : "wait")
                .refId(id)
                .name(id)
                .status(ExecutionStatus.of(status))
                .startTime(hasStarted ? STARTED : null)
                .endTime(hasStarted ? ENDED : null)
                .build();
    }
}
