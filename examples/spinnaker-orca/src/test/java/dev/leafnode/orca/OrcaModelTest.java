package dev.leafnode.orca;

import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.spinnaker.orca.api.pipeline.SyntheticStageOwner;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.pipeline.model.DefaultTrigger;
import com.netflix.spinnaker.orca.pipeline.model.PipelineExecutionImpl;
import com.netflix.spinnaker.orca.pipeline.model.PipelineTrigger;
import com.netflix.spinnaker.orca.pipeline.model.StageExecutionImpl;
import com.netflix.spinnaker.orca.pipeline.model.TaskExecutionImpl;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.orca.engine.ReferenceTrigger;
import java.net.URI;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrcaModelTest {

    private final PipelineExecutionImpl execution = new PipelineExecutionImpl(ExecutionType.PIPELINE, "id", "app");

    @Test
    void what_navigation_asks_of_an_execution_comes_over() {
        execution.setName("deploy");
        execution.setStatus(ExecutionStatus.RUNNING);
        execution.setBuildTime(1L);
        execution.setStartTime(2L);
        StageExecutionImpl owner = stage("deploy", Map.of("group", "g"));
        StageExecutionImpl stage = stage("manualJudgment", Map.of("stageTimeoutMs", 5L, "judgmentInputs", List.of()));
        stage.setParentStageId(owner.getId());
        stage.setSyntheticStageOwner(SyntheticStageOwner.STAGE_AFTER);
        stage.setStatus(ExecutionStatus.RUNNING);
        stage.setStartTime(3L);
        TaskExecutionImpl task = new TaskExecutionImpl();
        task.setId("1");
        task.setName("wait");
        task.setStatus(ExecutionStatus.RUNNING);
        stage.setTasks(List.of(task));

        Execution known = OrcaModel.execution(execution);

        assertThat(known.application()).isEqualTo("app");
        assertThat(known.status()).isEqualTo(dev.leafnode.model.ExecutionStatus.RUNNING);
        assertThat(known.buildTime()).isEqualTo(Instant.ofEpochMilli(1));
        assertThat(known.stages().get(0).context()).containsEntry("group", "g");
        Stage judgment = known.stages().get(1);
        assertThat(judgment.syntheticStageOwner()).isEqualTo(dev.leafnode.model.SyntheticStageOwner.STAGE_AFTER);
        assertThat(judgment.parentStageId()).isEqualTo(owner.getId());
        assertThat(judgment.startTime()).isEqualTo(Instant.ofEpochMilli(3));
        assertThat(judgment.context()).containsEntry("stageTimeoutMs", 5);
        assertThat(judgment.tasks().get(0).status()).isEqualTo(dev.leafnode.model.ExecutionStatus.RUNNING);
    }

    @Test
    void the_parent_comes_over_in_either_shape_of_its_trigger() {
        PipelineExecutionImpl parent = new PipelineExecutionImpl(ExecutionType.PIPELINE, "parent", "app");
        StageExecutionImpl waiting = new StageExecutionImpl(parent, "pipeline", new HashMap<>());
        parent.getStages().add(waiting);
        StageKey key = new StageKey("parent", waiting.getId());

        execution.setTrigger(Triggers.snapshot(parent, waiting.getId()));
        assertThat(OrcaModel.execution(execution).trigger().parent()).contains(key);
        execution.setTrigger(new ReferenceTrigger((PipelineTrigger) execution.getTrigger()));
        assertThat(OrcaModel.execution(execution).trigger().parent()).contains(key);

        execution.setTrigger(Triggers.snapshot(parent, null));
        assertThat(OrcaModel.execution(execution).trigger().parent()).isEmpty();
        execution.setTrigger(new DefaultTrigger("manual"));
        assertThat(OrcaModel.execution(execution).trigger().parent()).isEmpty();
    }

    @Test
    void a_context_is_gone_through_and_never_asked() {
        StageExecutionImpl stage = stage("pipeline", Map.of());
        stage.setContext(new AbstractMap<>() {
            @Override
            public Object get(Object key) {
                throw new IllegalStateException("evaluates an expression: " + key);
            }

            @Override
            public Set<Entry<String, Object>> entrySet() {
                return Map.<String, Object>of("executionId", "child", "huge", new Object())
                        .entrySet();
            }
        });
        assertThat(OrcaModel.execution(execution).stages().get(0).context()).isEqualTo(Map.of("executionId", "child"));
    }

    @Test
    void outputs_of_the_stages_before_are_no_context() {
        StageExecutionImpl first = stage("succeed", Map.of());
        first.setOutputs(new HashMap<>(Map.of("executionId", "of another stage")));
        StageExecutionImpl second = stage("pipeline", Map.of());
        second.setRequisiteStageRefIds(List.of(first.getRefId()));
        assertThat(second.getContext().get("executionId")).isEqualTo("of another stage");
        assertThat(OrcaModel.execution(execution).stages().get(1).context()).isEmpty();
    }

    @Test
    void whatever_a_task_put_into_a_context_becomes_a_value() {
        Map<Object, Object> odd = new HashMap<>(Map.of(1, Instant.EPOCH, "two", Set.of(ExecutionType.PIPELINE)));
        odd.put("nothing", null);
        StageExecutionImpl stage = stage("manualJudgment", Map.of());
        stage.getContext().put("judgmentInputs", new ArrayList<>(List.of(odd)));
        stage.getContext().put("instructions", URI.create("Go_on"));
        assertThat(OrcaModel.execution(execution).stages().get(0).context())
                .containsEntry("instructions", "Go_on")
                .hasEntrySatisfying(
                        "judgmentInputs",
                        inputs -> assertThat(inputs.toString()).contains("pipeline"));
    }

    @Test
    void a_stage_that_navigation_cannot_take_is_left_out_and_no_other() {
        stage("no\u0000type", Map.of());
        stage("pipeline", Map.of("stageTimeoutMs", Double.NaN));
        StageExecutionImpl good = stage("manualJudgment", Map.of());
        assertThat(OrcaModel.execution(execution).stages())
                .extracting(Stage::id)
                .containsExactly(good.getId());
    }

    private StageExecutionImpl stage(String type, Map<String, Object> context) {
        StageExecutionImpl stage = new StageExecutionImpl(execution, type, new HashMap<>(context));
        stage.setRefId(String.valueOf(execution.getStages().size()));
        execution.getStages().add(stage);
        return stage;
    }
}
