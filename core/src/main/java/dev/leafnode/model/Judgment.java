package dev.leafnode.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A judgment and what a person needs to recognise and to decide it.
 *
 * @param key the leaf execution, its stage and the attempt
 * @param application the application of the leaf execution
 * @param pipeline the name of the leaf execution, if it has one
 * @param stageName the name of the stage, if it has one
 * @param question what is asked
 * @param deadline when the stage gives up waiting, to the millisecond, if it ever does; see {@link WaitRules#deadline}
 */
public record Judgment(
        JudgmentKey key,
        String application,
        @Nullable String pipeline,
        @Nullable String stageName,
        Question question,
        @Nullable Instant deadline) {

    public Judgment {
        Names.application("application", application);
        deadline = Times.toMillis("deadline of " + key.stage(), deadline);
    }

    /** A judgment of which nothing more is known. */
    public Judgment(JudgmentKey key, String application, @Nullable String pipeline, @Nullable String stageName) {
        this(key, application, pipeline, stageName, Question.NONE, null);
    }

    /** Who is asked. */
    public Audience audience() {
        return new Audience(application, question.requiredRoles());
    }
}
