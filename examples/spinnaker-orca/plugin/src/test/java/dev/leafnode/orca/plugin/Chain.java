package dev.leafnode.orca.plugin;

import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.events.TaskComplete;
import com.netflix.spinnaker.orca.events.TaskStarted;
import com.netflix.spinnaker.orca.pipeline.model.DefaultTrigger;
import com.netflix.spinnaker.orca.pipeline.model.PipelineExecutionImpl;
import com.netflix.spinnaker.orca.pipeline.model.PipelineTrigger;
import com.netflix.spinnaker.orca.pipeline.model.StageExecutionImpl;
import com.netflix.spinnaker.orca.pipeline.model.TaskExecutionImpl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A pipeline of Orca's that waits for another, which waits for a human. */
final class Chain {

    private static final long STARTED = 1_700_000_000_000L;

    private final PipelineExecution parent = new PipelineExecutionImpl(ExecutionType.PIPELINE, "PARENT", "A1");
    private final PipelineExecution leaf = new PipelineExecutionImpl(ExecutionType.PIPELINE, "LEAF", "A2");
    private final StageExecution judgment = new StageExecutionImpl(leaf, "manualJudgment", new HashMap<>());
    private final TaskExecutionImpl task = new TaskExecutionImpl();

    Chain() {
        StageExecution waiting =
                new StageExecutionImpl(parent, "pipeline", new HashMap<>(Map.of("executionId", "LEAF")));
        waiting.setId("WAITING");
        running(parent, waiting);
        parent.setTrigger(new DefaultTrigger("manual"));

        judgment.setId("JUDGMENT");
        task.setId("1");
        task.setName("waitForJudgment");
        task.setStatus(ExecutionStatus.RUNNING);
        task.setStartTime(STARTED);
        judgment.setTasks(List.of(task));
        running(leaf, judgment);
        leaf.setTrigger(new PipelineTrigger(
                "pipeline", null, "ann", Map.of(), List.of(), List.of(), false, false, false, parent, "WAITING"));
    }

    /** The judgment waits. */
    void start(Orca orca) {
        orca.store(parent);
        orca.store(leaf);
        orca.tell(new TaskStarted(this, judgment, task));
    }

    /** Somebody has decided. */
    void decide(Orca orca) {
        task.setStatus(ExecutionStatus.SUCCEEDED);
        judgment.setStatus(ExecutionStatus.SUCCEEDED);
        orca.store(leaf);
        orca.tell(new TaskComplete(this, judgment, task));
    }

    private static void running(PipelineExecution execution, StageExecution stage) {
        execution.setStatus(ExecutionStatus.RUNNING);
        execution.setBuildTime(STARTED);
        execution.setStartTime(STARTED);
        stage.setStatus(ExecutionStatus.RUNNING);
        stage.setStartTime(STARTED);
        stage.setRefId("1");
        execution.getStages().add(stage);
    }
}
