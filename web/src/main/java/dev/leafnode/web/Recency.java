package dev.leafnode.web;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an execution has come, as it says itself: the latest of all times in it and, where that is the same, how
 * much in it has begun and ended. A pause, its end and a restart have times of their own
 * ({@code paused.pauseTime}, {@code paused.resumeTime}, {@code restartDetails.restartTime} of a stage's context),
 * so they count as later than what was before.
 *
 * @param latest in milliseconds since the epoch
 * @param steps how many executions, stages and tasks have started, and how many have ended
 */
record Recency(long latest, int steps) implements Comparable<Recency> {

    private static final Comparator<Recency> ORDER =
            Comparator.comparingLong(Recency::latest).thenComparingInt(Recency::steps);

    static Recency of(Execution execution) {
        Counter counter = new Counter();
        counter.at(execution.buildTime());
        counter.at(execution.startTime());
        counter.at(execution.endTime());
        counter.status(execution.status());
        if (execution.extra().get("paused") instanceof Map<?, ?> paused) {
            counter.at(paused.get("pauseTime"));
            counter.at(paused.get("resumeTime"));
        }
        for (Stage stage : execution.stages()) {
            counter.at(stage.startTime());
            counter.at(stage.endTime());
            counter.status(stage.status());
            if (stage.context().get("restartDetails") instanceof Map<?, ?> restart) {
                counter.at(restart.get("restartTime"));
            }
            for (Task task : stage.tasks()) {
                counter.at(task.startTime());
                counter.at(task.endTime());
                counter.status(task.status());
            }
        }
        return new Recency(counter.latest, counter.steps);
    }

    @Override
    public int compareTo(Recency other) {
        return ORDER.compare(this, other);
    }

    private static final class Counter {

        private long latest = Long.MIN_VALUE;
        private int steps;

        void at(@Nullable Instant instant) {
            if (instant != null) {
                latest = Math.max(latest, instant.toEpochMilli());
            }
        }

        void at(@Nullable Object millis) {
            if (millis instanceof Number number) {
                latest = Math.max(latest, number.longValue());
            }
        }

        void status(ExecutionStatus status) {
            if (status.isComplete()) {
                steps += 2;
            } else if (!status.equals(ExecutionStatus.NOT_STARTED)) {
                steps++;
            }
        }
    }
}
