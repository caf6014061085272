package dev.leafnode.orca.engine;

import com.netflix.spinnaker.orca.api.pipeline.Task;
import com.netflix.spinnaker.orca.api.pipeline.graph.StageDefinitionBuilder;
import com.netflix.spinnaker.orca.front50.DependentPipelineStarter;
import com.netflix.spinnaker.orca.front50.pipeline.MonitorPipelineStage;
import com.netflix.spinnaker.orca.front50.pipeline.PipelineStage;
import com.netflix.spinnaker.orca.front50.tasks.MonitorPipelineTask;
import com.netflix.spinnaker.orca.front50.tasks.StartPipelineTask;
import com.netflix.spinnaker.orca.jackson.OrcaObjectMapper;
import com.netflix.spinnaker.orca.pipeline.RestrictExecutionDuringTimeWindow;
import com.netflix.spinnaker.orca.pipeline.WaitStage;
import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import com.netflix.spinnaker.orca.pipeline.tasks.WaitTask;
import com.netflix.spinnaker.orca.pipeline.util.ContextParameterProcessor;
import dev.leafnode.orca.engine.DeployStage.InitializationStage;
import dev.leafnode.orca.engine.ManualJudgmentStage.WaitForManualJudgmentTask;
import dev.leafnode.orca.engine.OutcomeStage.FailTask;
import dev.leafnode.orca.engine.OutcomeStage.SucceedTask;
import dev.leafnode.orca.engine.OutcomeStage.UnplannableStage;
import dev.leafnode.orca.engine.RunMultiplePipelinesStage.MonitorPipelinesTask;
import dev.leafnode.orca.engine.RunMultiplePipelinesStage.RunPipelinesTask;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The stages of one instance: Orca's own where they are published, and stand-ins. */
final class OrcaStages {

    private OrcaStages() {}

    static Collection<StageDefinitionBuilder> builders(ExecutionRepository repository) {
        return List.of(
                new PipelineStage(repository),
                new MonitorPipelineStage(repository),
                new WaitStage(),
                new RestrictExecutionDuringTimeWindow(),
                new ManualJudgmentStage(),
                new RunMultiplePipelinesStage(),
                new DeployStage(),
                new InitializationStage(),
                OutcomeStage.succeed("determineTargetServerGroup"),
                OutcomeStage.succeed("succeed"),
                OutcomeStage.fail("fail"),
                new UnplannableStage());
    }

    static Collection<Task> tasks(
            ExecutionRepository repository,
            Front50 front50,
            DependentPipelineStarter starter,
            ContextParameterProcessor expressions,
            Clock clock) {
        return List.of(
                new StartPipelineTask(Optional.of(front50.service()), starter, expressions, Optional.empty()),
                monitorPipeline(repository),
                new WaitTask(clock),
                executionWindow(),
                new WaitForManualJudgmentTask(),
                new RunPipelinesTask(front50, starter),
                new MonitorPipelinesTask(repository),
                new SucceedTask(),
                new FailTask());
    }

    private static Task monitorPipeline(ExecutionRepository repository) {
        MonitorPipelineTask task = new MonitorPipelineTask(repository, OrcaObjectMapper.getInstance());
        task.setTimeout(Duration.ofHours(12).toMillis());
        return task;
    }

    /** It is private, and Spring makes it and says where its days begin. */
    private static Task executionWindow() {
        try {
            Class<?> type = Class.forName(
                    RestrictExecutionDuringTimeWindow.class.getName() + "$SuspendExecutionDuringTimeWindowTask");
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object task = constructor.newInstance();
            Field zone = type.getDeclaredField("timeZoneId");
            zone.setAccessible(true);
            zone.set(task, "UTC");
            return (Task) task;
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("Orca's execution window is not what it was", changed);
        }
    }
}
