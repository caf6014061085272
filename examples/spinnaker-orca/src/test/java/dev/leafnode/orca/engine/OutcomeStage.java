package dev.leafnode.orca.engine;

import com.netflix.spinnaker.orca.api.pipeline.Task;
import com.netflix.spinnaker.orca.api.pipeline.TaskResult;
import com.netflix.spinnaker.orca.api.pipeline.graph.StageDefinitionBuilder;
import com.netflix.spinnaker.orca.api.pipeline.graph.TaskNode;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;

/** A stage that ends at once, as its type says. */
final class OutcomeStage implements StageDefinitionBuilder {

    private final String type;
    private final Class<? extends Task> task;

    private OutcomeStage(String type, Class<? extends Task> task) {
        this.type = type;
        this.task = task;
    }

    static OutcomeStage succeed(String type) {
        return new OutcomeStage(type, SucceedTask.class);
    }

    static OutcomeStage fail(String type) {
        return new OutcomeStage(type, FailTask.class);
    }

    @Override
    public void taskGraph(StageExecution stage, TaskNode.Builder builder) {
        builder.withTask(type, task);
    }

    @Override
    public String getType() {
        return type;
    }

    static final class SucceedTask implements Task {
        @Override
        public TaskResult execute(StageExecution stage) {
            return TaskResult.ofStatus(ExecutionStatus.SUCCEEDED);
        }
    }

    static final class FailTask implements Task {
        @Override
        public TaskResult execute(StageExecution stage) {
            return TaskResult.ofStatus(ExecutionStatus.TERMINAL);
        }
    }

    /** Its planning fails, before it has a task. */
    static final class UnplannableStage implements StageDefinitionBuilder {
        @Override
        public void taskGraph(StageExecution stage, TaskNode.Builder builder) {
            throw new IllegalStateException("cannot be planned");
        }

        @Override
        public String getType() {
            return "unplannable";
        }
    }
}
