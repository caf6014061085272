package dev.leafnode.repository;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Keeps judgments and the links to them, beside an engine's records and never inside them.
 *
 * <p>A judgment <em>shows</em> on an ancestor's stage when it is open and neither that stage nor any waiting stage
 * between the two is complete, nor is an execution that holds one of them. Every method that answers, here and in
 * {@link ExecutionRepository}, answers from that one rule.
 *
 * <p>Implementations are safe for use by many threads and many processes; each call takes effect as a whole or, when it
 * fails, not at all.
 */
public interface JudgmentRepository {

    /**
     * Opens a judgment and links every ancestor that waits for it now, nearest first, up to the first stage that does
     * not wait or is not there. Earlier attempts of the same stage are closed.
     *
     * <p>Opening a judgment that is open changes nothing. Opening one that was closed changes nothing either: close wins
     * over a late or repeated open. Opening an attempt of a stage when a later attempt is known, or a judgment whose
     * execution is stored as complete, changes nothing.
     *
     * @param lineage the ancestors, or {@link Lineage#stored()} when an {@link ExecutionRepository} of the same store
     *     keeps the execution
     * @return whether the judgment was opened by this call
     */
    boolean open(Judgment judgment, Lineage lineage);

    /**
     * Closes an attempt and all earlier attempts of its stage; from then on they show nowhere. An attempt that was never
     * opened is recorded as closed, so that its late open changes nothing.
     *
     * @param at when the wait ended; kept for retention
     * @return whether one of them was open
     */
    boolean close(JudgmentKey key, Instant at);

    /**
     * Cuts the ways through a waiting stage that has ended: judgments below it that began to wait at {@code at} or
     * before no longer show on it nor on any stage above it, unless another way leads there. They stay open.
     *
     * @return whether anything showed on the stage
     */
    boolean cut(StageKey stage, Instant at);

    /** Finds open judgments, the one that has waited longest first, in the natural order of {@link JudgmentKey}. */
    JudgmentPage search(JudgmentQuery query);

    /** What shows on the stages of these executions, in no particular order. One that shows nothing has no link. */
    List<JudgmentLink> links(Collection<String> executionIds);
}
