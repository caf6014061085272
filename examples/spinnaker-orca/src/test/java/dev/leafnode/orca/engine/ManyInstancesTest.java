package dev.leafnode.orca.engine;

import static dev.leafnode.orca.engine.OrcaEngine.Listening.TO_NOTHING;
import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.spinnaker.orca.events.StageStarted;
import com.netflix.spinnaker.orca.events.TaskStarted;
import com.netflix.spinnaker.orca.q.CompleteTask;
import com.netflix.spinnaker.orca.q.StartTask;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyInstancesTest {

    private static final Duration A_WHILE = Duration.ofMinutes(2);

    private final PipelineConfig leaf = pipeline("C", "check").judgment("1");
    private final PipelineConfig middle = pipeline("B", "build").runs("1", leaf);
    private final PipelineConfig root = pipeline("A", "deploy").runs("1", middle);

    private OrcaEngine engine = OrcaEngine.start(2, TO_NOTHING).know(leaf, middle);

    @Test
    void two_instances_with_four_threads_run_twenty_chains_to_the_end() {
        IntStream.range(0, 20).forEach(i -> engine.start(root));
        engine.advance(A_WHILE, 4);
        engine.executions().allOf("C").forEach(child -> engine.requests().judge(child.stageByRef("1"), "continue"));
        engine.advance(A_WHILE, 4);

        for (String name : new String[] {"A", "B", "C"}) {
            assertThat(engine.executions().allOf(name))
                    .hasSize(20)
                    .allMatch(execution -> execution.getStatus().isSuccessful());
        }
        assertThat(engine.failures()).isEmpty();
        assertThat(engine.redeliveries()).isEmpty();
        assertThat(engine.waiting()).isEmpty();
    }

    @Test
    void somebody_may_begin_at_the_moment_at_which_the_threads_begin() throws Exception {
        engine.start(root);
        CyclicBarrier start = new CyclicBarrier(5);
        FutureTask<String> second = new FutureTask<>(() -> {
            start.await();
            return engine.start(root);
        });
        new Thread(second).start();
        engine.handleDue(4, start);
        String id = second.get();
        engine.handleDue(4);

        assertThat(engine.executions().byId(id).getStatus().name()).isEqualTo("RUNNING");
        assertThat(engine.executions().allOf("C")).hasSize(2);
    }

    @Test
    void what_an_instance_stored_before_it_crashed_is_started_once_and_nobody_hears_of_the_stage() {
        engine.start(leaf);
        engine.crashBeforePublishing(event -> event instanceof StageStarted);
        engine.advance(A_WHILE);

        assertThat(engine.executions().statusOf("C", "1")).isEqualTo("RUNNING");
        assertThat(engine.redeliveries()).hasSize(1);
        assertThat(engine.events()).extracting(PublishedEvent::type).containsExactly("ExecutionStarted", "TaskStarted");
    }

    @Test
    void a_task_is_told_twice_when_an_instance_crashes_after_telling_it() {
        engine.start(leaf);
        engine.crashAfterPublishing(event -> event instanceof TaskStarted);
        engine.advance(A_WHILE);

        assertThat(engine.redeliveries()).hasSize(1).allMatch(again -> again.message() instanceof StartTask);
        assertThat(engine.events())
                .extracting(PublishedEvent::type)
                .containsExactly("ExecutionStarted", "StageStarted", "TaskStarted", "TaskStarted");
    }

    @Test
    void a_message_whose_acknowledgement_was_lost_is_handled_twice() {
        engine.start(leaf);
        engine.handleDue();
        engine.requests().judge(engine.executions().stage("C", "1"), "continue");
        engine.handleThrough(CompleteTask.class::isInstance);
        engine.redeliver(CompleteTask.class::isInstance);
        engine.handleDue();

        assertThat(engine.events())
                .extracting(PublishedEvent::type)
                .endsWith("TaskComplete", "TaskComplete", "StageComplete", "ExecutionComplete");
        assertThat(engine.executions().statusOf("C")).isEqualTo("SUCCEEDED");
    }

    @Test
    void a_stale_copy_turns_a_stage_back() {
        engine.start(leaf);
        engine.handleDue();
        Runnable stale = engine.staleCopy(engine.executions().stage("C", "1"));
        engine.requests().judge(engine.executions().stage("C", "1"), "continue");
        engine.handleDue();
        assertThat(engine.executions().statusOf("C", "1")).isEqualTo("SUCCEEDED");

        stale.run();

        assertThat(engine.executions().statusOf("C", "1")).isEqualTo("RUNNING");
    }

    @Test
    void a_listener_that_always_throws_ends_a_task_when_its_message_was_delivered_five_times() {
        engine = OrcaEngine.start(2, (repository, clock) -> event -> {
            if (event instanceof TaskStarted) {
                throw new IllegalStateException("cannot listen");
            }
        });
        engine.start(leaf);
        engine.advance(Duration.ofMinutes(10));

        assertThat(engine.failures())
                .extracting(failure -> failure.delivery().attempt())
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(engine.executions().statusOf("C", "1")).isEqualTo("TERMINAL");
    }

    @Test
    void a_listener_that_throws_at_the_start_of_a_stage_makes_it_fail() {
        engine = OrcaEngine.start(1, (repository, clock) -> event -> {
            if (event instanceof StageStarted) {
                throw new IllegalStateException("cannot listen");
            }
        });
        engine.start(leaf);
        engine.advance(A_WHILE);

        assertThat(engine.executions().statusOf("C")).isEqualTo("TERMINAL");
        assertThat(engine.redeliveries()).isEmpty();
    }
}
