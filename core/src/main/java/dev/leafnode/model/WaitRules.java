package dev.leafnode.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom: which stages wait for a human, which wait for executions, and for which. Every module asks here.
 *
 * @param judgmentTypes the types of stages that wait for a human
 * @param parentTypes the types of stages that wait for the executions they start or watch
 * @param judgmentTimeout how long a stage waits for a human that does not say so itself
 * @param parentTimeout how long a stage waits for executions that does not say so itself
 */
public record WaitRules(
        Set<String> judgmentTypes, Set<String> parentTypes, Duration judgmentTimeout, Duration parentTimeout) {

    /** What Orca's {@code manualJudgment} waits: three days. */
    public static final Duration DEFAULT_JUDGMENT_TIMEOUT = Duration.ofDays(3);

    /** What Orca's {@code pipeline} waits: twelve hours. */
    public static final Duration DEFAULT_PARENT_TIMEOUT = Duration.ofHours(12);

    /**
     * Orca's own types: {@code manualJudgment}; {@code pipeline}, {@code monitorPipeline},
     * {@code runMultiplePipelines}.
     */
    public static final WaitRules DEFAULT =
            new WaitRules(Set.of("manualJudgment"), Set.of("pipeline", "monitorPipeline", "runMultiplePipelines"));

    public WaitRules {
        judgmentTypes = Set.copyOf(judgmentTypes);
        parentTypes = Set.copyOf(parentTypes);
    }

    /** Rules with Orca's timeouts. */
    public WaitRules(Set<String> judgmentTypes, Set<String> parentTypes) {
        this(judgmentTypes, parentTypes, DEFAULT_JUDGMENT_TIMEOUT, DEFAULT_PARENT_TIMEOUT);
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
     * Whether a human is awaited at this stage now: it is a judgment, it is RUNNING or PAUSED in an execution that
     * is not complete, not all of its tasks are complete, and no stage that must run before it (an execution
     * window, say) is still under way.
     */
    public boolean awaitsHuman(Execution execution, Stage stage) {
        return isWaitingJudgment(stage)
                && !execution.status().isComplete()
                && execution.stages().stream().noneMatch(other -> runsBefore(other, stage));
    }

    /**
     * Whether this stage by itself says that it waits for a human: a judgment with something left to do that is RUNNING
     * or, as Orca has it while somebody has paused its execution, PAUSED.
     */
    public boolean isWaitingJudgment(Stage stage) {
        return isJudgment(stage)
                && (stage.status().equals(ExecutionStatus.RUNNING)
                        || stage.status().equals(ExecutionStatus.PAUSED))
                && (stage.tasks().isEmpty()
                        || stage.tasks().stream()
                                .anyMatch(task -> !task.status().isComplete()));
    }

    /** Whether this stage has failed: it is TERMINAL or STOPPED. */
    public boolean hasFailed(Stage stage) {
        return stage.status().equals(ExecutionStatus.TERMINAL) || stage.status().equals(ExecutionStatus.STOPPED);
    }

    /** Whether a pause of its execution holds this stage up: it is RUNNING or PAUSED and waits for no execution. */
    public boolean isHeldByPause(Stage stage) {
        return !isParent(stage)
                && (stage.status().equals(ExecutionStatus.RUNNING)
                        || stage.status().equals(ExecutionStatus.PAUSED));
    }

    /**
     * Since when a stage is in a state, as far as its execution tells; empty when it is not. The instant names the
     * attempt: the start of a judgment, the end of a failed stage, the time of a pause; one before 1970 names none.
     * Whether anybody waits for the execution of a failed stage is not asked here.
     */
    public Optional<Instant> since(LeafState state, Execution execution, Stage stage) {
        Optional<Instant> since = switch (state) {
            case JUDGMENT -> Optional.ofNullable(stage.startTime()).filter(at -> awaitsHuman(execution, stage));
            case FAILED -> Optional.ofNullable(stage.endTime()).filter(at -> hasFailed(stage));
            case PAUSED ->
                execution
                        .pausedAt()
                        .or(() -> Optional.ofNullable(stage.startTime()))
                        .filter(at -> execution.isPaused() && isHeldByPause(stage));
        };
        return since.filter(at -> at.toEpochMilli() >= 0);
    }

    /**
     * What a stage waits for in a state, as far as its execution tells; empty when it is not in it. What is asked, and
     * until when, is told of judgments only.
     */
    public Optional<Judgment> judgment(LeafState state, Execution execution, Stage stage) {
        return since(state, execution, stage)
                .map(since -> new Judgment(
                        new JudgmentKey(new StageKey(execution.id(), stage.id()), since.toEpochMilli()),
                        execution.application(),
                        execution.name(),
                        stage.name(),
                        state == LeafState.JUDGMENT ? Question.of(stage) : Question.NONE,
                        state == LeafState.JUDGMENT ? deadline(stage).orElse(null) : null));
    }

    /** What is told of a stage to whoever looks at a leaf below it. */
    public Ancestor ancestor(Execution execution, Stage stage) {
        return new Ancestor(
                new StageKey(execution.id(), stage.id()),
                execution.application(),
                execution.name(),
                stage.name(),
                deadline(stage).orElse(null));
    }

    /**
     * When a stage gives up waiting for a human or for executions: its start and the {@code stageTimeoutMs} of its
     * context, a positive number of milliseconds, or else what these rules say. Empty for a stage that has not started
     * or waits for neither, and for a time that milliseconds since the epoch cannot say.
     */
    public Optional<Instant> deadline(Stage stage) {
        if (stage.startTime() == null || !(isJudgment(stage) || isParent(stage))) {
            return Optional.empty();
        }
        long timeout = timeout(stage.context().get("stageTimeoutMs"))
                .orElse((isJudgment(stage) ? judgmentTimeout : parentTimeout).toMillis());
        long start = stage.startTime().toEpochMilli();
        long end = start + timeout;
        return end < start ? Optional.empty() : Optional.of(Instant.ofEpochMilli(end));
    }

    private static OptionalLong timeout(@Nullable Object millis) {
        if (millis instanceof Number number && number.longValue() > 0) {
            return OptionalLong.of(number.longValue());
        }
        return OptionalLong.empty();
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
