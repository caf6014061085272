package dev.leafnode.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stage above a leaf that waits for it, and what a person needs to recognise it. What nobody knows is null: a store
 * that does not keep the execution knows what it was told when the judgment was opened.
 *
 * @param stage the stage
 * @param application the application of its execution
 * @param pipeline the name of its execution
 * @param stageName the name of the stage
 * @param deadline when the stage gives up waiting, to the millisecond; see {@link WaitRules#deadline}
 */
public record Ancestor(
        StageKey stage,
        @Nullable String application,
        @Nullable String pipeline,
        @Nullable String stageName,
        @Nullable Instant deadline) {

    public Ancestor {
        if (application != null) {
            Names.application("application of ancestor " + stage, application);
        }
        deadline = Times.toMillis("deadline of ancestor " + stage, deadline);
    }

    /** A stage of which nothing more is known. */
    public Ancestor(StageKey stage) {
        this(stage, null, null, null, null);
    }
}
