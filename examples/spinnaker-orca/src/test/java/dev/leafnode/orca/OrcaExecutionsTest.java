package dev.leafnode.orca;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.pipeline.model.PipelineExecutionImpl;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import dev.leafnode.model.Execution;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.orca.engine.OrcaEngine;
import dev.leafnode.orca.engine.PipelineConfig;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        engine.advance(java.time.Duration.ofMinutes(1));

        assertThat(waiting(new OrcaExecutions(repository, inDatabase, WaitRules.DEFAULT)))
                .containsExactlyInAnyOrder(running, paused);
    }

    @Test
    void an_execution_of_another_partition_is_passed_over_and_counted() {
        String ours = started();
        String foreign = started();
        OrcaExecutions executions =
                new OrcaExecutions(Partitioned.proxy(repository, "ours", foreign), false, WaitRules.DEFAULT);
        assertThat(waiting(executions)).containsExactly(ours);
        assertThat(executions.foreign()).isEqualTo(1);
    }

    /** What Orca lists itself loses executions from the index on Redis while they are being stored; this must not. */
    @Test
    void looking_for_what_waits_takes_nothing_out_of_orcas_index_while_executions_are_stored() throws Exception {
        OrcaExecutions executions = new OrcaExecutions(repository, false, WaitRules.DEFAULT);
        AtomicBoolean done = new AtomicBoolean();
        Thread looking = new Thread(() -> {
            while (!done.get()) {
                waiting(executions);
            }
        });
        looking.start();
        int lost = 0;
        for (int i = 0; i < 1_000; i++) {
            String id = store();
            if (!repository.retrieveAllExecutionIds(ExecutionType.PIPELINE).contains(id)) {
                lost++;
            }
            repository.delete(ExecutionType.PIPELINE, id);
        }
        done.set(true);
        looking.join();
        assertThat(lost).isZero();
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
