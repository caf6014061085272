package dev.leafnode.model;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What started an execution. When another execution did, the trigger names the stage that did it, in one of two shapes:
 * type {@code pipeline} with a snapshot of the parent (which nests its own parent, up to the root), or type
 * {@code pipelineRef} with the parent's id. A trigger is user input: what it names may not exist.
 *
 * @param type the kind of trigger, if it says so
 * @param parentExecution the snapshot of the parent from when the child started
 * @param parentExecutionId the id of the parent, in the second shape
 * @param parentStageId the stage of the parent that started the child; JSON calls it {@code parentPipelineStageId}.
 *     Absent when the child was started by the parent's completion
 * @param extra every other field of the trigger's JSON
 */
public record Trigger(
        @Nullable String type,
        @Nullable Execution parentExecution,
        @Nullable String parentExecutionId,
        @Nullable String parentStageId,
        Map<String, @Nullable Object> extra) {

    private static final Trigger EMPTY = new Trigger(null, null, null, null, Map.of());

    public Trigger {
        extra = JsonValues.object("trigger", extra);
    }

    /** A trigger that says nothing. */
    public static Trigger empty() {
        return EMPTY;
    }

    /** A trigger of type {@code pipeline} that carries a snapshot of its parent. */
    public static Trigger snapshot(Execution parentExecution, String parentStageId) {
        return new Trigger("pipeline", parentExecution, null, parentStageId, Map.of());
    }

    /** A trigger of type {@code pipelineRef} that names its parent. */
    public static Trigger reference(String parentExecutionId, String parentStageId) {
        return new Trigger("pipelineRef", null, parentExecutionId, parentStageId, Map.of());
    }

    /** Whether the trigger says nothing at all. */
    public boolean isEmpty() {
        return equals(EMPTY);
    }

    /**
     * The stage that started this execution and may wait for it; empty for every other kind of trigger and when the
     * ids are none that an engine could have made.
     */
    public Optional<StageKey> parent() {
        String executionId = parentExecution == null ? parentExecutionId : parentExecution.id();
        if (executionId == null || parentStageId == null) {
            return Optional.empty();
        }
        return Names.isId(executionId) && Names.isId(parentStageId)
                ? Optional.of(new StageKey(executionId, parentStageId))
                : Optional.empty();
    }
}
