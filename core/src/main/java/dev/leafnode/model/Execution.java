package dev.leafnode.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of a pipeline, as the engine wrote it.
 *
 * @param type its kind
 * @param id an opaque string of 1 to 64 characters
 * @param application the application it belongs to, 1 to 255 characters
 * @param name the name of its pipeline
 * @param status where it stands
 * @param buildTime when it was created, to the millisecond
 * @param startTime when it started, to the millisecond
 * @param endTime when it ended, to the millisecond
 * @param trigger what started it
 * @param stages its steps, in the engine's order
 * @param extra every other field of its JSON, and typed fields that stood there as null or empty
 */
public record Execution(
        ExecutionType type,
        String id,
        String application,
        @Nullable String name,
        ExecutionStatus status,
        @Nullable Instant buildTime,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        Trigger trigger,
        List<Stage> stages,
        Map<String, @Nullable Object> extra) {

    public Execution {
        Names.id("execution id", id);
        Names.application("application of execution " + id, application);
        buildTime = Times.toMillis("buildTime of execution " + id, buildTime);
        startTime = Times.toMillis("startTime of execution " + id, startTime);
        endTime = Times.toMillis("endTime of execution " + id, endTime);
        stages = List.copyOf(stages);
        requireDistinctIds(id, stages);
        extra = JsonValues.object("execution " + id, extra);
    }

    private static void requireDistinctIds(String executionId, List<Stage> stages) {
        Set<String> seen = new HashSet<>();
        for (Stage stage : stages) {
            if (!seen.add(stage.id())) {
                throw new IllegalArgumentException(
                        "execution %s: expected distinct stage ids, got %s twice".formatted(executionId, stage.id()));
            }
        }
    }

    /** Starts a pipeline execution that has not started. */
    public static Builder builder(String id, String application) {
        return new Builder(id, application);
    }

    /** Starts from what this execution is. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The stage of that id, if there is one. */
    public Optional<Stage> stage(String stageId) {
        return stages.stream().filter(stage -> stage.id().equals(stageId)).findFirst();
    }

    /** Whether it is PAUSED: what waits in it goes on waiting. */
    public boolean isPaused() {
        return status.equals(ExecutionStatus.PAUSED);
    }

    /** When it was last paused, as Orca writes it: {@code paused.pauseTime}, in milliseconds since the epoch. */
    public Optional<Instant> pausedAt() {
        return extra.get("paused") instanceof Map<?, ?> paused && paused.get("pauseTime") instanceof Number at
                ? Optional.of(Instant.ofEpochMilli(at.longValue()))
                : Optional.empty();
    }

    /**
     * This execution with {@code changed} in the place of the stage of its id, or after all others if there is none.
     */
    public Execution withStage(Stage changed) {
        List<Stage> all = new ArrayList<>(stages);
        int index = 0;
        while (index < all.size() && !all.get(index).id().equals(changed.id())) {
            index++;
        }
        if (index < all.size()) {
            all.set(index, changed);
        } else {
            all.add(changed);
        }
        return toBuilder().stages(all).build();
    }

    /** Collects the components of an {@link Execution}. */
    public static final class Builder {

        private final String id;
        private final String application;
        private ExecutionType type = ExecutionType.PIPELINE;
        private @Nullable String name;
        private ExecutionStatus status = ExecutionStatus.NOT_STARTED;
        private @Nullable Instant buildTime;
        private @Nullable Instant startTime;
        private @Nullable Instant endTime;
        private Trigger trigger = Trigger.empty();
        private List<Stage> stages = List.of();
        private Map<String, ? extends @Nullable Object> extra = Map.of();

        private Builder(String id, String application) {
            this.id = requireNonNull(id, "id");
            this.application = requireNonNull(application, "application");
        }

        private Builder(Execution execution) {
            this(execution.id, execution.application);
            type = execution.type;
            name = execution.name;
            status = execution.status;
            buildTime = execution.buildTime;
            startTime = execution.startTime;
            endTime = execution.endTime;
            trigger = execution.trigger;
            stages = execution.stages;
            extra = execution.extra;
        }

        public Builder type(ExecutionType type) {
            this.type = type;
            return this;
        }

        public Builder name(@Nullable String name) {
            this.name = name;
            return this;
        }

        public Builder status(ExecutionStatus status) {
            this.status = status;
            return this;
        }

        public Builder buildTime(@Nullable Instant buildTime) {
            this.buildTime = buildTime;
            return this;
        }

        public Builder startTime(@Nullable Instant startTime) {
            this.startTime = startTime;
            return this;
        }

        public Builder endTime(@Nullable Instant endTime) {
            this.endTime = endTime;
            return this;
        }

        public Builder trigger(Trigger trigger) {
            this.trigger = trigger;
            return this;
        }

        public Builder stages(List<Stage> stages) {
            this.stages = stages;
            return this;
        }

        public Builder extra(Map<String, ? extends @Nullable Object> extra) {
            this.extra = extra;
            return this;
        }

        /**
         * Makes the value.
         *
         * @throws IllegalArgumentException if an id, a name or a value is not what {@link Execution} says
         */
        public Execution build() {
            return new Execution(
                    type,
                    id,
                    application,
                    name,
                    status,
                    buildTime,
                    startTime,
                    endTime,
                    trigger,
                    stages,
                    JsonValues.object("execution " + id, extra));
        }
    }
}
