package dev.leafnode.orca.engine;

import static java.util.Locale.ROOT;

import com.netflix.spinnaker.orca.api.pipeline.OverridableTimeoutRetryableTask;
import com.netflix.spinnaker.orca.api.pipeline.TaskResult;
import com.netflix.spinnaker.orca.api.pipeline.graph.StageDefinitionBuilder;
import com.netflix.spinnaker.orca.api.pipeline.graph.TaskNode;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Stands in for orca-echo's, which is not published: the same type, task, timeouts and judgments; nobody is notified. */
public final class ManualJudgmentStage implements StageDefinitionBuilder {

    @Override
    public void taskGraph(StageExecution stage, TaskNode.Builder builder) {
        builder.withTask("waitForJudgment", WaitForManualJudgmentTask.class);
    }

    @Override
    public void prepareStageForRestart(StageExecution stage) {
        stage.getContext().remove("judgmentStatus");
        stage.getContext().remove("lastModifiedBy");
    }

    @Override
    public String getType() {
        return "manualJudgment";
    }

    /** Looks every fifteen seconds, for three days. */
    public static final class WaitForManualJudgmentTask implements OverridableTimeoutRetryableTask {

        @Override
        public TaskResult execute(StageExecution stage) {
            String judgment = Objects.toString(stage.getContext().get("judgmentStatus"), "");
            return TaskResult.builder(status(judgment)).context(Map.of()).build();
        }

        private static ExecutionStatus status(String judgment) {
            return switch (judgment.toLowerCase(ROOT)) {
                case "continue" -> ExecutionStatus.SUCCEEDED;
                case "stop" -> ExecutionStatus.TERMINAL;
                default -> ExecutionStatus.RUNNING;
            };
        }

        @Override
        public long getBackoffPeriod() {
            return Duration.ofSeconds(15).toMillis();
        }

        @Override
        public long getTimeout() {
            return Duration.ofDays(3).toMillis();
        }
    }
}
