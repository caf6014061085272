package dev.leafnode.web.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an execution waits for a human: at one of its own stages, or below one.
 *
 * @param stageId the stage of the execution that waits; null where only the execution is known to
 * @param leaf the wait that is longest under way; null if the reader may not know where it is
 * @param count how many waits there are, at least 1
 */
public record Approval(@Nullable String stageId, @Nullable Leaf leaf, int count) {

    /** A wait somewhere below a stage, of which nothing else may be told. */
    public static Approval hidden(String stageId) {
        return new Approval(stageId, null, 1);
    }

    /**
     * Where a human is awaited.
     *
     * @param executionId the execution
     * @param application its application
     * @param stageId its stage, where that is known
     * @param since since when, likewise
     */
    public record Leaf(
            String executionId,
            String application,
            @Nullable String stageId,
            @Nullable Instant since) {}
}
