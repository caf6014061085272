package dev.leafnode.model;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom: which stages wait for a human, which wait for executions, and for which. Every module asks here.
 *
 * @param judgmentTypes the types of stages that wait for a human
 * @param parentTypes the types of stages that wait for the executions they start or watch
 */
public record WaitRules(Set<String> judgmentTypes, Set<String> parentTypes) {

    /** Orca's own types: {@code manualJudgment}; {@code pipeline}, {@code monitorPipeline}, {@code runMultiplePipelines}. */
    public static final WaitRules DEFAULT =
            new WaitRules(Set.of("manualJudgment"), Set.of("pipeline", "monitorPipeline", "runMultiplePipelines"));

    public WaitRules {
        judgmentTypes = Set.copyOf(judgmentTypes);
        parentTypes = Set.copyOf(parentTypes);
    }

    /** Whether stages of this type wait for a human while they run. */
    public boolean isJudgment(Stage stage) {
        return judgmentTypes.contains(stage.type());
    }

    /** Whether stages of this type wait for other executions while they run. */
    public boolean isParent(Stage stage) {
        return parentTypes.contains(stage.type());
    }

    /**
     * Whether a human is awaited at this stage now: it is a judgment, it is RUNNING in an execution that is not
     * complete, and no stage that must run before it (an execution window, say) is still under way.
     */
    public boolean awaitsHuman(Execution execution, Stage stage) {
        return isJudgment(stage)
                && stage.status().equals(ExecutionStatus.RUNNING)
                && !execution.status().isComplete()
                && execution.stages().stream().noneMatch(other -> runsBefore(other, stage));
    }

    private static boolean runsBefore(Stage other, Stage stage) {
        return other.syntheticStageOwner() == SyntheticStageOwner.STAGE_BEFORE
                && stage.id().equals(other.parentStageId())
                && !other.status().isComplete();
    }

    /**
     * Whether this stage waits for executions now: its type does, it is not complete, and its context does not say
     * {@code waitForCompletion: false}.
     */
    public boolean awaitsExecutions(Stage stage) {
        return isParent(stage)
                && !stage.status().isComplete()
                && !isFalse(stage.context().get("waitForCompletion"));
    }

    private static boolean isFalse(@Nullable Object value) {
        return Boolean.FALSE.equals(value) || "false".equals(value);
    }

    /**
     * Whether that execution is awaited now at a stage its trigger names or that watches it: {@code execution}, which
     * holds the stage, is not complete and the stage {@linkplain #awaits(Stage, String) awaits} it.
     */
    public boolean awaits(Execution execution, Stage stage, String executionId) {
        return !execution.status().isComplete() && awaits(stage, executionId);
    }

    /**
     * Whether this stage waits now for that execution, whose trigger or whose watcher names the stage: the stage
     * {@linkplain #awaitsExecutions waits}, and the ids in its context name the execution or are not set yet.
     */
    public boolean awaits(Stage stage, String executionId) {
        if (!awaitsExecutions(stage)) {
            return false;
        }
        Set<String> awaited = awaitedExecutions(stage);
        return awaited.isEmpty() || awaited.contains(executionId);
    }

    /**
     * The executions that the context of a stage names as the ones it waits for ({@code executionId},
     * {@code executionIds}); empty while the stage does not know them yet.
     */
    public Set<String> awaitedExecutions(Stage stage) {
        if (!isParent(stage)) {
            return Set.of();
        }
        Set<String> ids = new LinkedHashSet<>();
        addIds(ids, Collections.singletonList(stage.context().get("executionId")));
        if (stage.context().get("executionIds") instanceof Collection<?> several) {
            addIds(ids, several);
        }
        return ids;
    }

    private static void addIds(Set<String> ids, Collection<? extends @Nullable Object> candidates) {
        for (@Nullable Object candidate : candidates) {
            if (candidate instanceof String id && Names.isId(id)) {
                ids.add(id);
            }
        }
    }
}
