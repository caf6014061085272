package dev.leafnode.orca.engine;

import com.netflix.spinnaker.orca.api.pipeline.graph.StageDefinitionBuilder;
import com.netflix.spinnaker.orca.api.pipeline.graph.StageGraphBuilder;
import com.netflix.spinnaker.orca.api.pipeline.graph.TaskNode;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import dev.leafnode.orca.engine.OutcomeStage.SucceedTask;
import java.util.HashMap;
import java.util.Map;

/**
 * In the shape of a deployment: a hidden {@code initialization} before it, which has a {@code determineTargetServerGroup}
 * before itself, and after it the {@code pipeline} stage of its custom strategy, if it has one.
 */
final class DeployStage implements StageDefinitionBuilder {

    @Override
    public void beforeStages(StageExecution parent, StageGraphBuilder graph) {
        graph.add(stage -> {
            stage.setType("initialization");
            stage.setName("initialization");
        });
    }

    @Override
    public void taskGraph(StageExecution stage, TaskNode.Builder builder) {
        builder.withTask("createServerGroup", SucceedTask.class);
    }

    @Override
    public void afterStages(StageExecution parent, StageGraphBuilder graph) {
        Map<String, Object> deployment = parent.getContext();
        if (deployment.containsKey("strategyPipeline")) {
            graph.add(stage -> {
                stage.setType("pipeline");
                stage.setName("pipeline");
                stage.setContext(new HashMap<>(Map.of(
                        "pipelineApplication", deployment.get("strategyApplication"),
                        "pipelineId", deployment.get("strategyPipeline"),
                        "pipelineParameters", new HashMap<>(Map.of("strategy", true)))));
            });
        }
    }

    @Override
    public String getType() {
        return "deploy";
    }

    static final class InitializationStage implements StageDefinitionBuilder {
        @Override
        public void beforeStages(StageExecution parent, StageGraphBuilder graph) {
            graph.add(stage -> {
                stage.setType("determineTargetServerGroup");
                stage.setName("determineTargetServerGroup");
            });
        }

        @Override
        public void taskGraph(StageExecution stage, TaskNode.Builder builder) {
            builder.withTask("initialize", SucceedTask.class);
        }

        @Override
        public String getType() {
            return "initialization";
        }
    }
}
