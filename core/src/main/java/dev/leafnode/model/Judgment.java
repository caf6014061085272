package dev.leafnode.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A judgment and what a person needs to recognise it.
 *
 * @param key the leaf execution, its stage and the attempt
 * @param application the application of the leaf execution
 * @param pipeline the name of the leaf execution, if it has one
 * @param stageName the name of the stage, if it has one
 */
public record Judgment(
        JudgmentKey key,
        String application,
        @Nullable String pipeline,
        @Nullable String stageName) {

    public Judgment {
        Names.application("application", application);
    }

    /**
     * The judgment that {@code stage} of {@code execution} makes in its present attempt.
     *
     * @throws IllegalArgumentException if the stage has no start time: without one there is no attempt
     */
    public static Judgment of(Execution execution, Stage stage) {
        if (stage.startTime() == null) {
            throw new IllegalArgumentException("stage %s: expected a start time, which names the attempt, got none"
                    .formatted(new StageKey(execution.id(), stage.id())));
        }
        return of(execution, stage, stage.startTime());
    }

    /**
     * What {@code stage} of {@code execution} is in since then, a judgment or another {@link LeafState}.
     *
     * @param since names the attempt; see {@link WaitRules#since}
     */
    public static Judgment of(Execution execution, Stage stage, Instant since) {
        return new Judgment(
                new JudgmentKey(new StageKey(execution.id(), stage.id()), since.toEpochMilli()),
                execution.application(),
                execution.name(),
                stage.name());
    }
}
