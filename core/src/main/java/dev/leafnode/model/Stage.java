package dev.leafnode.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of an execution.
 *
 * @param id unique within the execution, 1 to 64 characters; a restarted stage keeps it
 * @param refId how {@code requisiteStageRefIds} name the stage
 * @param type what the stage does, such as {@code manualJudgment}
 * @param name what people call it
 * @param status where it stands
 * @param startTime when the present attempt started, to the millisecond
 * @param endTime when it ended, to the millisecond
 * @param syntheticStageOwner where the stage runs when another stage created it
 * @param parentStageId the stage that created it
 * @param requisiteStageRefIds the stages that must complete first
 * @param context the stage's input and working data
 * @param outputs what it gives to later stages
 * @param tasks its steps, in order
 * @param extra every other field of the stage's JSON, and typed fields that stood there as null or empty
 */
public record Stage(
        String id,
        @Nullable String refId,
        String type,
        @Nullable String name,
        ExecutionStatus status,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        @Nullable SyntheticStageOwner syntheticStageOwner,
        @Nullable String parentStageId,
        List<String> requisiteStageRefIds,
        Map<String, @Nullable Object> context,
        Map<String, @Nullable Object> outputs,
        List<Task> tasks,
        Map<String, @Nullable Object> extra) {

    public Stage {
        Names.id("stage id", id);
        Names.application("type of stage " + id, type);
        startTime = Times.toMillis("startTime of stage " + id, startTime);
        endTime = Times.toMillis("endTime of stage " + id, endTime);
        requisiteStageRefIds = List.copyOf(requisiteStageRefIds);
        context = JsonValues.object("context of stage " + id, context);
        outputs = JsonValues.object("outputs of stage " + id, outputs);
        tasks = List.copyOf(tasks);
        extra = JsonValues.object("stage " + id, extra);
    }

    /** Starts a stage that has not started. */
    public static Builder builder(String id, String type) {
        return new Builder(id, type);
    }

    /** Starts from what this stage is. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Collects the components of a {@link Stage}. */
    public static final class Builder {

        private final String id;
        private final String type;
        private @Nullable String refId;
        private @Nullable String name;
        private ExecutionStatus status = ExecutionStatus.NOT_STARTED;
        private @Nullable Instant startTime;
        private @Nullable Instant endTime;
        private @Nullable SyntheticStageOwner syntheticStageOwner;
        private @Nullable String parentStageId;
        private List<String> requisiteStageRefIds = List.of();
        private Map<String, ? extends @Nullable Object> context = Map.of();
        private Map<String, ? extends @Nullable Object> outputs = Map.of();
        private List<Task> tasks = List.of();
        private Map<String, ? extends @Nullable Object> extra = Map.of();

        private Builder(String id, String type) {
            this.id = requireNonNull(id, "id");
            this.type = requireNonNull(type, "type");
        }

        private Builder(Stage stage) {
            this(stage.id, stage.type);
            refId = stage.refId;
            name = stage.name;
            status = stage.status;
            startTime = stage.startTime;
            endTime = stage.endTime;
            syntheticStageOwner = stage.syntheticStageOwner;
            parentStageId = stage.parentStageId;
            requisiteStageRefIds = stage.requisiteStageRefIds;
            context = stage.context;
            outputs = stage.outputs;
            tasks = stage.tasks;
            extra = stage.extra;
        }

        public Builder refId(@Nullable String refId) {
            this.refId = refId;
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

        public Builder startTime(@Nullable Instant startTime) {
            this.startTime = startTime;
            return this;
        }

        public Builder endTime(@Nullable Instant endTime) {
            this.endTime = endTime;
            return this;
        }

        public Builder syntheticStageOwner(@Nullable SyntheticStageOwner syntheticStageOwner) {
            this.syntheticStageOwner = syntheticStageOwner;
            return this;
        }

        public Builder parentStageId(@Nullable String parentStageId) {
            this.parentStageId = parentStageId;
            return this;
        }

        public Builder requisiteStageRefIds(List<String> requisiteStageRefIds) {
            this.requisiteStageRefIds = requisiteStageRefIds;
            return this;
        }

        public Builder context(Map<String, ? extends @Nullable Object> context) {
            this.context = context;
            return this;
        }

        public Builder outputs(Map<String, ? extends @Nullable Object> outputs) {
            this.outputs = outputs;
            return this;
        }

        public Builder tasks(List<Task> tasks) {
            this.tasks = tasks;
            return this;
        }

        public Builder extra(Map<String, ? extends @Nullable Object> extra) {
            this.extra = extra;
            return this;
        }

        /**
         * Makes the value.
         *
         * @throws IllegalArgumentException if an id, a name or a value is not what {@link Stage} says
         */
        public Stage build() {
            return new Stage(
                    id,
                    refId,
                    type,
                    name,
                    status,
                    startTime,
                    endTime,
                    syntheticStageOwner,
                    parentStageId,
                    requisiteStageRefIds,
                    JsonValues.object("context of stage " + id, context),
                    JsonValues.object("outputs of stage " + id, outputs),
                    tasks,
                    JsonValues.object("stage " + id, extra));
        }
    }
}
