package dev.leafnode.navigation;

import static dev.leafnode.Fixtures.NOON;
import static dev.leafnode.Fixtures.judgment;
import static dev.leafnode.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Task;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JudgmentNavigationListenerTest {

    private static final Instant LATER = NOON.plusSeconds(60);

    private final InMemoryStore store = new InMemoryStore(WaitRules.DEFAULT, InstantSource.fixed(LATER));
    private final JudgmentRepository judgments = store.judgments();
    private final JudgmentNavigationListener listener = new JudgmentNavigationListener(
            judgments, leaf -> Lineage.stored(), WaitRules.DEFAULT, InstantSource.fixed(LATER));

    private final Execution parent = running("p", running("s", "pipeline"));
    private final Task task = Task.notStarted("1", "waitForJudgment").running(NOON);
    private final Stage waiting = judgment("j").toBuilder().tasks(List.of(task)).build();
    private final Execution leaf = saved(running("leaf", Trigger.reference("p", "s"), waiting));

    @Test
    void a_judgment_opens_when_its_task_starts() {
        listener.beforeStage(leaf, waiting);
        assertThat(open()).isEmpty();
        listener.beforeTask(leaf, waiting, task);
        assertThat(open()).containsExactly(new JudgmentKey(new StageKey("leaf", "j"), NOON.toEpochMilli()));
        assertThat(judgments.links(List.of("p")))
                .singleElement()
                .satisfies(link -> assertThat(link.ancestor()).isEqualTo(new StageKey("p", "s")));
    }

    @Test
    void a_judgment_without_tasks_opens_when_it_starts() {
        Stage plain = judgment("j");
        listener.beforeStage(running("leaf", plain), plain);
        assertThat(open()).hasSize(1);
    }

    @Test
    void a_judgment_that_does_not_run_does_not_open() {
        Stage skipped = waiting.toBuilder().status(ExecutionStatus.SKIPPED).build();
        listener.beforeTask(leaf, skipped, task);
        listener.beforeTask(canceled(leaf), waiting, task);
        assertThat(open()).isEmpty();
    }

    @Test
    void the_end_of_the_last_task_closes() {
        Stage twoTasks = waiting.toBuilder()
                .tasks(List.of(task, Task.notStarted("2", "notify")))
                .build();
        listener.beforeTask(leaf, twoTasks, task);
        listener.afterTask(leaf, twoTasks, task.ended(ExecutionStatus.SUCCEEDED, LATER));
        assertThat(open()).hasSize(1);
        listener.afterTask(leaf, waiting, task.ended(ExecutionStatus.REDIRECT, LATER));
        assertThat(open()).hasSize(1);
        listener.afterTask(leaf, waiting, task.ended(ExecutionStatus.SUCCEEDED, LATER));
        assertThat(open()).isEmpty();
    }

    @Test
    void the_end_of_the_stage_closes_whatever_ended_it() {
        Instant start = NOON;
        for (ExecutionStatus end :
                List.of(ExecutionStatus.SUCCEEDED, ExecutionStatus.TERMINAL, ExecutionStatus.CANCELED)) {
            start = start.plusSeconds(1);
            Stage attempt = waiting.toBuilder().startTime(start).build();
            listener.beforeTask(leaf, attempt, task);
            assertThat(open()).hasSize(1);
            listener.afterStage(
                    leaf, attempt.toBuilder().status(end).endTime(LATER).build());
            assertThat(open()).isEmpty();
        }
    }

    @Test
    void the_end_of_the_execution_closes_although_the_stage_still_runs() {
        listener.beforeTask(leaf, waiting, task);
        listener.afterExecution(canceled(leaf));
        assertThat(open()).isEmpty();
    }

    @Test
    void a_stage_that_is_skipped_without_a_start_does_not_close_a_later_attempt() {
        Stage skipped = Stage.builder("j", "manualJudgment")
                .status(ExecutionStatus.SKIPPED)
                .endTime(NOON)
                .build();
        listener.afterStage(saved(leaf.withStage(skipped)), skipped);
        Stage later = waiting.toBuilder().startTime(LATER).build();
        listener.beforeTask(saved(leaf.withStage(later)), later, task);
        assertThat(open()).hasSize(1);
    }

    @Test
    void the_end_of_a_waiting_stage_takes_it_back_from_there_up_and_leaves_the_judgment_open() {
        listener.beforeTask(leaf, waiting, task);
        Stage timedOut = parent.stages().get(0).toBuilder()
                .status(ExecutionStatus.TERMINAL)
                .endTime(LATER)
                .build();
        listener.afterStage(parent.withStage(timedOut), timedOut);
        assertThat(judgments.links(List.of("p"))).isEmpty();
        assertThat(open()).hasSize(1);
    }

    @Test
    void the_end_of_an_ancestor_takes_it_back_from_the_stages_that_still_wait() {
        listener.beforeTask(leaf, waiting, task);
        listener.afterExecution(canceled(parent));
        assertThat(judgments.links(List.of("p"))).isEmpty();
        assertThat(open()).hasSize(1);
    }

    @Test
    void the_end_of_an_execution_is_one_call_however_many_stages_it_has() {
        AtomicInteger isolated = new AtomicInteger();
        JudgmentNavigationListener counting = new JudgmentNavigationListener(
                judgments, execution -> Lineage.stored(), WaitRules.DEFAULT, InstantSource.system(), call -> {
                    isolated.incrementAndGet();
                    call.run();
                });
        Execution several = saved(running("several", judgment("a"), judgment("b"), running("call", "pipeline")));
        several.stages().forEach(stage -> counting.beforeStage(several, stage));
        assertThat(open()).hasSize(2);
        isolated.set(0);
        counting.afterExecution(canceled(several));
        assertThat(isolated).hasValue(1);
        assertThat(open()).isEmpty();
    }

    @Test
    void a_stage_that_says_it_began_before_1970_keeps_no_other_from_being_closed() {
        Stage early = judgment("early").toBuilder()
                .startTime(Instant.ofEpochMilli(-1))
                .build();
        Execution both = saved(running("both", early, judgment("late")));
        listener.beforeStage(both, both.stages().get(1));
        listener.afterExecution(canceled(both));
        assertThat(open()).isEmpty();
    }

    @Test
    void a_failure_reaches_nobody_and_is_counted() {
        JudgmentNavigationListener broken = new JudgmentNavigationListener(
                judgments,
                execution -> {
                    throw new IllegalStateException("lineage unknown");
                },
                WaitRules.DEFAULT,
                InstantSource.system());
        broken.beforeTask(leaf, waiting, task);
        broken.beforeTask(leaf, waiting, task);
        assertThat(broken.failures()).isEqualTo(2);
        broken.afterStage(leaf, waiting);
        assertThat(broken.failures()).isEqualTo(2);
    }

    @Test
    void a_judgment_without_a_start_time_is_a_failure_that_reaches_nobody() {
        Stage noStart = Stage.builder("j", "manualJudgment")
                .status(ExecutionStatus.RUNNING)
                .context(Map.of())
                .build();
        listener.beforeStage(leaf, noStart);
        assertThat(listener.failures()).isEqualTo(1);
        assertThat(open()).isEmpty();
    }

    private Execution saved(Execution execution) {
        store.executions().save(parent);
        store.executions().save(execution);
        return execution;
    }

    private static Execution canceled(Execution execution) {
        return execution.toBuilder()
                .status(ExecutionStatus.CANCELED)
                .endTime(LATER)
                .build();
    }

    private List<JudgmentKey> open() {
        return judgments.search(JudgmentQuery.all()).judgments().stream()
                .map(waitingJudgment -> waitingJudgment.judgment().key())
                .toList();
    }
}
