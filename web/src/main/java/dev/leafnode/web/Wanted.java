package dev.leafnode.web;

import org.jspecify.annotations.Nullable;

/**
 * A decision as a request asks for it.
 *
 * @param below the execution that is to wait for the judgment
 * @param executionId the leaf execution or, where no stage is named, one that waits for it
 * @param stageId the stage of the leaf execution, if it is named
 * @param attempt the attempt that the caller has seen, if it says so
 */
record Wanted(
        String below,
        String executionId,
        @Nullable String stageId,
        @Nullable Long attempt,
        Verdict verdict,
        @Nullable String input,
        @Nullable String comment) {

    private static final int LONGEST_TEXT = 10_000;
    private static final int MOST_INPUTS = 1_000;

    /** What a body says: {@code decision}, {@code input}, {@code comment} and {@code attempt}. */
    static Wanted of(Body body, String executionId, @Nullable String stageId) {
        return of(body, executionId, executionId, stageId);
    }

    /** Likewise, about a judgment below an execution. */
    static Wanted of(Body body, String below, String executionId, @Nullable String stageId) {
        return new Wanted(
                below,
                executionId,
                stageId,
                body.number("attempt"),
                verdict(body, "decision"),
                text(body, "input"),
                text(body, "comment"));
    }

    /** What a body says in Orca's words: {@code judgmentStatus} and {@code judgmentInput}. */
    static Wanted ofOrca(Body body, String executionId, String stageId) {
        if (body.object().hasNonNull("judgmentInputs")) {
            // Clients send back what the stage offers; what it offers is the engine's to say.
            body.array("judgmentInputs", MOST_INPUTS);
        }
        return new Wanted(
                executionId,
                executionId,
                stageId,
                body.number("attempt"),
                verdict(body, "judgmentStatus"),
                text(body, "judgmentInput"),
                text(body, "judgmentComment"));
    }

    private static Verdict verdict(Body body, String field) {
        String text = body.requireText(field);
        for (Verdict verdict : Verdict.values()) {
            if (verdict.json().equals(text)) {
                return verdict;
            }
        }
        throw ProblemException.badRequest(
                "%s.%s: expected continue or stop, got '%s'".formatted(body.name(), field, text));
    }

    private static @Nullable String text(Body body, String field) {
        String text = body.text(field);
        if (text != null && text.length() > LONGEST_TEXT) {
            throw ProblemException.badRequest("%s.%s: expected at most %d characters, got %d"
                    .formatted(body.name(), field, LONGEST_TEXT, text.length()));
        }
        return text;
    }
}
