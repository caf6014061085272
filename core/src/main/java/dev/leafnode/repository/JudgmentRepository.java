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
     * <p>Opening a judgment that is open adds the links that are missing and changes nothing else. Opening one that was
     * closed changes nothing: close wins over a late or repeated open. Opening an attempt of a stage when a later
     * attempt is known, a judgment whose execution is stored as complete, or one with a stored lineage whose execution
     * is not stored, changes nothing.
     *
     * <p>The clocks of an engine's instances differ, so a restart may have the earlier start. An attempt in which the
     * stage waits as it is stored therefore counts as later than any other, here and in {@link #close}; and when the
     * stage does not wait as it is stored, no attempt opens after another is known.
     *
     * @param lineage the ancestors, or {@link Lineage#stored()} when an {@link ExecutionRepository} of the same store
     *     keeps the execution
     * @return whether the judgment was opened by this call
     */
    boolean open(Judgment judgment, Lineage lineage);

    /**
     * Closes an attempt and all earlier attempts of its stage; from then on they show nowhere. An attempt that was
     * never opened is recorded as closed, so that its late open changes nothing.
     *
     * @param at when the wait ended; kept for retention
     * @return whether one of them was open
     */
    boolean close(JudgmentKey key, Instant at);

    /**
     * Cuts the ways through a waiting stage that has ended: judgments below it that began to wait at {@code at} or
     * before no longer show on it nor on any stage above it, unless another way leads there. They stay open. A stage
     * that waits again as it is stored, and names the execution below it, keeps the way through that one.
     *
     * @return whether anything showed on the stage
     */
    boolean cut(StageKey stage, Instant at);

    /** Finds open judgments. What a page says of a judgment is what was said when it was opened. */
    JudgmentPage search(JudgmentQuery query);

    /**
     * Brings the judgments of executions that this store keeps in line with what it keeps of them, and forgets what was
     * closed long ago. Of each kind of repair it makes {@code most} at the most, each of them whole, so that the caller
     * calls again while the answer {@linkplain Repairs#reach reaches} that number.
     *
     * <ul>
     *   <li>What is open and no longer waits is closed; so is what was opened with a
     *       {@linkplain Lineage#stored() stored lineage} and belongs to no stored execution.
     *   <li>What waits and is not open is opened, even an attempt that was closed: the stored state is the truth.
     *   <li>An open judgment shows on every ancestor that waits for it now, also where its way was
     *       cut, and has no link on any other.
     *   <li>What was closed before {@code closedBefore} is forgotten.
     * </ul>
     *
     * <p>What waits is what {@link dev.leafnode.model.WaitRules#since} says. Judgments of executions that are kept
     * elsewhere are not touched. A repair takes memory for {@code most} judgments, however many are open.
     *
     * @param at the time of the repair, kept as the end of what it closes
     */
    Repairs repair(Instant at, Instant closedBefore, int most);

    /**
     * What shows on the stages of these executions, in no particular order: a link for each application of which
     * judgments show on a stage. One that shows nothing has no link.
     */
    List<JudgmentLink> links(Collection<String> executionIds);
}
