package dev.leafnode.web;

import dev.leafnode.model.JudgmentKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided.
 *
 * @param judgment which stage, in which attempt
 * @param verdict whether the execution goes on
 * @param input the answer chosen from those that the stage offers, if one was
 * @param comment what else there is to say, if anything
 * @param decidedBy who decided; null where nobody is authenticated and the policy lets that pass
 * @param decidedAt when, to the millisecond
 */
public record Decision(
        JudgmentKey judgment,
        Verdict verdict,
        @Nullable String input,
        @Nullable String comment,
        @Nullable String decidedBy,
        Instant decidedAt) {}
