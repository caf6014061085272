package dev.leafnode.orca;

import com.netflix.spinnaker.orca.annotations.Sync;
import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionType;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.TaskExecution;
import com.netflix.spinnaker.orca.events.ExecutionComplete;
import com.netflix.spinnaker.orca.events.ExecutionEvent;
import com.netflix.spinnaker.orca.events.StageComplete;
import com.netflix.spinnaker.orca.events.StageStarted;
import com.netflix.spinnaker.orca.events.TaskComplete;
import com.netflix.spinnaker.orca.events.TaskStarted;
import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/**
 * Hands Orca's events to navigation's listeners, in the handler's thread and before the next message is handled; the
 * listeners keep that thread no longer than {@code leafnode.timeout}.
 *
 * <p>Each method has {@link Sync}: Orca delivers to such a method once, at once and in order; to others on a pool of
 * threads, in any order, and to a class with it twice. What a synchronous listener throws makes Orca handle the message
 * again, so nothing is ever thrown: a failure is logged with its ids and counted.
 */
public final class OrcaEvents {

    private final Listeners listeners;
    private final OrcaExecutions executions;
    private final Failures failures = new Failures(LoggerFactory.getLogger(OrcaEvents.class));

    OrcaEvents(Listeners listeners, OrcaExecutions executions) {
        this.listeners = listeners;
        this.executions = executions;
    }

    /** How many events could not be understood since the start. */
    long failures() {
        return failures.count();
    }

    @Sync
    @EventListener
    public void on(StageStarted event) {
        StageExecution stage = event.getStage();
        tell(event, stage.getExecution(), execution -> listeners.beforeStage(execution, OrcaModel.stage(stage)));
    }

    @Sync
    @EventListener
    public void on(TaskStarted event) {
        StageExecution stage = event.getStage();
        TaskExecution task = event.getTask();
        tell(
                event,
                stage.getExecution(),
                execution -> listeners.beforeTask(execution, OrcaModel.stage(stage), OrcaModel.task(task)));
    }

    @Sync
    @EventListener
    public void on(TaskComplete event) {
        StageExecution stage = event.getStage();
        TaskExecution task = event.getTask();
        tell(
                event,
                stage.getExecution(),
                execution -> listeners.afterTask(execution, OrcaModel.stage(stage), OrcaModel.task(task)));
    }

    @Sync
    @EventListener
    public void on(StageComplete event) {
        StageExecution stage = event.getStage();
        tell(event, stage.getExecution(), execution -> listeners.afterStage(execution, OrcaModel.stage(stage)));
    }

    @Sync
    @EventListener
    public void on(ExecutionComplete event) {
        tell(event, event.getExecution(), listeners::afterExecution);
    }

    private void tell(ExecutionEvent event, PipelineExecution execution, Telling telling) {
        try {
            if (execution.getType() == ExecutionType.PIPELINE) {
                executions.changed(execution.getId());
                telling.of(OrcaModel.execution(execution));
            }
        } catch (Throwable failure) {
            failures.add(
                    "Could not understand %s of execution %s"
                            .formatted(event.getClass().getSimpleName(), event.getExecutionId()),
                    failure);
        }
    }

    /** What is told of an execution. */
    private interface Telling {
        void of(Execution execution);
    }
}
