package dev.leafnode.orca.engine;

import com.netflix.spinnaker.orca.api.pipeline.RetryableTask;
import com.netflix.spinnaker.orca.api.pipeline.Task;
import com.netflix.spinnaker.orca.api.pipeline.TaskResult;
import com.netflix.spinnaker.orca.api.pipeline.graph.StageDefinitionBuilder;
import com.netflix.spinnaker.orca.api.pipeline.graph.TaskNode;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.front50.DependentPipelineStarter;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In the shape of the plugin's: starts all its {@code pipelines} from one stage, keeps their ids in {@code executionIds} and
 * waits for all of them. They are started by Orca's own {@link DependentPipelineStarter}.
 */
final class RunMultiplePipelinesStage implements StageDefinitionBuilder {

    @Override
    public void taskGraph(StageExecution stage, TaskNode.Builder builder) {
        builder.withTask("runMultiplePipelines", RunPipelinesTask.class)
                .withTask("monitorMultiplePipelines", MonitorPipelinesTask.class);
    }

    @Override
    public void prepareStageForRestart(StageExecution stage) {
        stage.getContext().remove("executionIds");
    }

    @Override
    public String getType() {
        return "runMultiplePipelines";
    }

    static final class RunPipelinesTask implements Task {

        private final Front50 front50;
        private final DependentPipelineStarter starter;

        RunPipelinesTask(Front50 front50, DependentPipelineStarter starter) {
            this.front50 = front50;
            this.starter = starter;
        }

        @Override
        public TaskResult execute(StageExecution stage) {
            List<String> ids =
                    pipelines(stage).stream().map(name -> start(stage, name)).toList();
            return TaskResult.builder(ExecutionStatus.SUCCEEDED)
                    .context(Map.of("executionIds", ids))
                    .build();
        }

        private static List<String> pipelines(StageExecution stage) {
            return ((List<?>) stage.getContext().get("pipelines"))
                    .stream()
                            .map(pipeline -> (String) ((Map<?, ?>) pipeline).get("pipeline"))
                            .toList();
        }

        private String start(StageExecution stage, String name) {
            return starter.trigger(
                            front50.config(name).toMap(),
                            null,
                            stage.getExecution(),
                            new HashMap<>(),
                            stage.getId(),
                            stage.getExecution().getAuthentication())
                    .getId();
        }
    }

    static final class MonitorPipelinesTask implements RetryableTask {

        private final ExecutionRepository repository;

        MonitorPipelinesTask(ExecutionRepository repository) {
            this.repository = repository;
        }

        @Override
        public TaskResult execute(StageExecution stage) {
            List<ExecutionStatus> statuses = executionIds(stage).stream()
                    .map(id -> repository.retrieve(ExecutionType.PIPELINE, id).getStatus())
                    .toList();
            if (!statuses.stream().allMatch(ExecutionStatus::isComplete)) {
                return TaskResult.RUNNING;
            }
            return statuses.stream().allMatch(ExecutionStatus.SUCCEEDED::equals)
                    ? TaskResult.SUCCEEDED
                    : TaskResult.ofStatus(ExecutionStatus.TERMINAL);
        }

        private static List<String> executionIds(StageExecution stage) {
            return ((List<?>) stage.getContext().get("executionIds"))
                    .stream().map(String.class::cast).toList();
        }

        @Override
        public long getBackoffPeriod() {
            return Duration.ofSeconds(15).toMillis();
        }

        @Override
        public long getTimeout() {
            return Duration.ofHours(12).toMillis();
        }
    }
}
