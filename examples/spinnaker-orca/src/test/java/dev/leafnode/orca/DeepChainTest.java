package dev.leafnode.orca;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.Trigger;
import com.netflix.spinnaker.orca.pipeline.model.DefaultTrigger;
import com.netflix.spinnaker.orca.pipeline.model.PipelineExecutionImpl;
import com.netflix.spinnaker.orca.pipeline.model.PipelineTrigger;
import com.netflix.spinnaker.orca.pipeline.model.StageExecutionImpl;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import dev.leafnode.orca.engine.OrcaJson;
import java.util.HashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Deeper than anybody's pipelines. The ancestors wait as Orca stores them; their triggers nest one parent, since with all of
 * them Orca itself takes minutes to read what it wrote.
 */
class DeepChainTest {

    private final Site site = new Site(TestDatabase.H2.create(), 1, "leafnode.timeout=30s");

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 500})
    void every_ancestor_shows_the_judgment_until_it_is_decided(int depth) {
        ExecutionRepository repository = site.engine().instance(0).repository();
        PipelineExecutionImpl parent = running(repository, new DefaultTrigger("manual"));
        for (int i = 1; i < depth; i++) {
            parent = running(repository, startedBy(parent));
        }
        site.engine().start(pipeline("leaf", "a0").judgment("1"));
        PipelineExecution leaf = site.engine().executions().of("leaf");
        leaf.setTrigger(startedBy(parent));
        repository.store(OrcaJson.read(OrcaJson.write(leaf)));
        site.engine().handleDue();

        assertThat(site.check().shown()).isEqualTo(depth);
        site.judge("leaf", "1", "continue");
        site.checkNothingShows();
    }

    private static PipelineExecutionImpl running(ExecutionRepository repository, Trigger trigger) {
        PipelineExecutionImpl execution = new PipelineExecutionImpl(ExecutionType.PIPELINE, "a1");
        execution.setName("ancestor");
        execution.setStatus(ExecutionStatus.RUNNING);
        execution.setTrigger(trigger);
        StageExecutionImpl stage = new StageExecutionImpl(execution, "pipeline", new HashMap<>());
        stage.setStatus(ExecutionStatus.RUNNING);
        stage.setStartTime(1L);
        stage.setRefId("1");
        execution.getStages().add(stage);
        repository.store(execution);
        return execution;
    }

    private static PipelineTrigger startedBy(PipelineExecutionImpl parent) {
        PipelineExecutionImpl snapshot =
                new PipelineExecutionImpl(ExecutionType.PIPELINE, parent.getId(), parent.getApplication());
        snapshot.setTrigger(new DefaultTrigger("manual"));
        snapshot.getStages().addAll(parent.getStages());
        return Triggers.snapshot(snapshot, parent.getStages().get(0).getId());
    }
}
