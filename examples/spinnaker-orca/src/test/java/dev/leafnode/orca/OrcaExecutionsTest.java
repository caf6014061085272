package dev.leafnode.orca;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.pipeline.model.PipelineExecutionImpl;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionSerializationException;
import com.netflix.spinnaker.orca.pipeline.persistence.StageSerializationException;
import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.orca.engine.OrcaEngine;
import dev.leafnode.orca.engine.PipelineConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrcaExecutionsTest {

    private final PipelineConfig leaf = pipeline("leaf", "a1").judgment("1");
    private final OrcaEngine engine = OrcaEngine.start();
    private final ExecutionRepository repository = engine.instance(0).repository();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_waits_are_the_pipelines_that_run_or_are_paused(boolean inDatabase) {
        String running = started();
        String paused = started();
        engine.requests().pause(engine.executions().byId(paused));
        engine.handleDue();
        String over = started();
        engine.requests().judge(engine.executions().byId(over).stageByRef("1"), "continue");
        engine.advance(Duration.ofMinutes(1));

        assertThat(waiting(new OrcaExecutions(repository, inDatabase, WaitRules.DEFAULT, engine.clock())))
                .containsExactlyInAnyOrder(running, paused);
    }

    @Test
    void an_execution_of_another_partition_is_passed_over_and_counted() {
        String ours = started();
        String foreign = started();
        OrcaExecutions executions = new OrcaExecutions(
                Repositories.partitioned(repository, "ours", foreign), false, WaitRules.DEFAULT, engine.clock());
        assertThat(waiting(executions)).containsExactly(ours);
        assertThat(executions.foreign()).isEqualTo(1);
    }

    /** What Orca lists itself loses executions from the index on Redis while they are being stored; this must not. */
    @Test
    void looking_for_what_waits_takes_nothing_out_of_orcas_index_while_executions_are_stored() throws Exception {
        OrcaExecutions executions = new OrcaExecutions(repository, false, WaitRules.DEFAULT, engine.clock());
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<Integer> looking = new FutureTask<>(() -> {
            int passes = 0;
            for (; !done.get(); passes++) {
                waiting(executions);
            }
            return passes;
        });
        new Thread(looking).start();
        int lost = 0;
        for (int i = 0; i < 1_000; i++) {
            String id = store();
            if (!repository.retrieveAllExecutionIds(ExecutionType.PIPELINE).contains(id)) {
                lost++;
            }
            repository.delete(ExecutionType.PIPELINE, id);
        }
        done.set(true);
        assertThat(lost).isZero();
        assertThat(looking.get()).isGreaterThan(100);
    }

    @Test
    void what_is_over_is_read_once_in_an_hour_or_two_unless_something_happens_in_it() {
        String running = started();
        String over = store();
        AtomicInteger reads = new AtomicInteger();
        OrcaExecutions executions =
                new OrcaExecutions(Repositories.counted(repository, reads), false, WaitRules.DEFAULT, engine.clock());
        for (int expected : List.of(2, 3, 4)) {
            assertThat(waiting(executions)).containsExactly(running);
            assertThat(reads).hasValue(expected);
        }
        executions.changed(over);
        waiting(executions);
        assertThat(reads).hasValue(6);
        engine.passUnhandled(Duration.ofHours(2));
        waiting(executions);
        assertThat(reads).hasValue(8);
        repository.delete(ExecutionType.PIPELINE, over);
        waiting(executions);
        assertThat(reads).hasValue(9);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void one_that_orca_cannot_read_hides_no_other_and_what_waits_in_it_is_left_alone(RuntimeException damage) {
        String good = started();
        String bad = started();
        JudgmentKey waiting = new JudgmentKey(
                new StageKey(bad, engine.executions().byId(bad).stageByRef("1").getId()),
                engine.executions().byId(bad).stageByRef("1").getStartTime());
        OrcaExecutions executions = new OrcaExecutions(
                Repositories.damaged(repository, bad, damage), false, WaitRules.DEFAULT, engine.clock());
        assertThat(waiting(executions)).containsExactly(good);
        assertThat(executions.find(bad)).isEmpty();
        assertThat(executions.isWaiting(LeafState.JUDGMENT, waiting)).isTrue();
        assertThat(executions.unreadable()).isEqualTo(3);
        repository.delete(ExecutionType.PIPELINE, bad);
        assertThat(new OrcaExecutions(repository, false, WaitRules.DEFAULT, engine.clock())
                        .isWaiting(LeafState.JUDGMENT, waiting))
                .isFalse();
    }

    /** What Orca's repository on Redis throws for records that are damaged. */
    static List<RuntimeException> damages() {
        return List.of(
                new ExecutionSerializationException("trigger"),
                new StageSerializationException("stage"),
                new IllegalArgumentException("No enum constant"),
                new NullPointerException("fields"));
    }

    private String store() {
        PipelineExecutionImpl execution = new PipelineExecutionImpl(ExecutionType.PIPELINE, "a1");
        execution.setStatus(ExecutionStatus.SUCCEEDED);
        repository.store(execution);
        return execution.getId();
    }

    private String started() {
        String id = engine.start(leaf);
        engine.handleDue();
        return id;
    }

    private static List<String> waiting(OrcaExecutions executions) {
        try (Stream<Execution> waiting = executions.waiting(LeafState.JUDGMENT)) {
            return waiting.map(Execution::id).toList();
        }
    }
}
