package dev.leafnode.orca.engine;

import com.netflix.spinnaker.orca.api.pipeline.models.ExecutionStatus;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.events.ExecutionComplete;
import com.netflix.spinnaker.orca.events.ExecutionEvent;
import com.netflix.spinnaker.orca.events.ExecutionStarted;
import com.netflix.spinnaker.orca.events.StageComplete;
import com.netflix.spinnaker.orca.events.StageStarted;
import com.netflix.spinnaker.orca.events.TaskComplete;
import com.netflix.spinnaker.orca.events.TaskStarted;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was when an instance published it; Orca goes on changing what an event carries.
 *
 * @param type such as {@code StageStarted}
 * @param stageId null for an execution's event, as are {@code stageType}, {@code stageStatus} and {@code taskName}
 * @param executionStatus of the execution that the event carries
 */
public record PublishedEvent(
        String type,
        String executionId,
        ExecutionStatus executionStatus,
        @Nullable String stageId,
        @Nullable String stageType,
        @Nullable ExecutionStatus stageStatus,
        @Nullable String taskName) {

    static PublishedEvent of(ExecutionEvent event) {
        if (event instanceof ExecutionStarted started) {
            return of(event, started.getExecution().getStatus());
        } else if (event instanceof ExecutionComplete complete) {
            return of(event, complete.getStatus());
        } else if (event instanceof StageStarted started) {
            return of(event, started.getStage(), null);
        } else if (event instanceof StageComplete complete) {
            return of(event, complete.getStage(), null);
        } else if (event instanceof TaskStarted started) {
            return of(event, started.getStage(), started.getTask().getName());
        } else if (event instanceof TaskComplete complete) {
            return of(event, complete.getStage(), complete.getTask().getName());
        }
        throw new IllegalArgumentException("unknown event " + event);
    }

    /** In short: {@code ExecutionComplete CANCELED}, {@code TaskStarted manualJudgment RUNNING}. */
    public String brief() {
        return stageType == null ? type + " " + executionStatus : type + " " + stageType + " " + stageStatus;
    }

    private static PublishedEvent of(ExecutionEvent event, ExecutionStatus status) {
        return new PublishedEvent(
                event.getClass().getSimpleName(), event.getExecutionId(), status, null, null, null, null);
    }

    private static PublishedEvent of(ExecutionEvent event, StageExecution stage, @Nullable String taskName) {
        return new PublishedEvent(
                event.getClass().getSimpleName(),
                event.getExecutionId(),
                stage.getExecution().getStatus(),
                stage.getId(),
                stage.getType(),
                stage.getStatus(),
                taskName);
    }
}
