package dev.leafnode.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of a stage.
 *
 * @param id unique within the stage
 * @param name what the step does, if it says so
 * @param status where it stands
 * @param startTime when it started, to the millisecond
 * @param endTime when it ended, to the millisecond
 * @param extra every other field of the task's JSON, and typed fields that stood there as null
 */
public record Task(
        String id,
        @Nullable String name,
        ExecutionStatus status,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        Map<String, @Nullable Object> extra) {

    public Task {
        Names.id("task id", id);
        startTime = Times.toMillis("startTime of task " + id, startTime);
        endTime = Times.toMillis("endTime of task " + id, endTime);
        extra = JsonValues.object("task " + id, extra);
    }

    /** A task that has not started and has no other fields. */
    public static Task notStarted(String id, String name) {
        return new Task(id, name, ExecutionStatus.NOT_STARTED, null, null, Map.of());
    }

    /** This task, started at {@code at}. */
    public Task running(Instant at) {
        return new Task(id, name, ExecutionStatus.RUNNING, at, null, extra);
    }

    /** This task, ended at {@code at} with {@code end}. */
    public Task ended(ExecutionStatus end, Instant at) {
        return new Task(id, name, end, startTime, at, extra);
    }
}
