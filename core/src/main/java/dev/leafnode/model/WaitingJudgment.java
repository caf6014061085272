package dev.leafnode.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open judgment with the way to it.
 *
 * @param judgment the judgment
 * @param ancestors the stages it shows on, from the root to the leaf's parent; empty when no stage waits for the
 *     leaf any more, or none ever did. Where several ways lead to the leaf, the one along the triggers as far as
 *     these lead, and any one beyond
 * @param deadline the earliest deadline of the leaf and of every stage that it shows on, on whichever way; of equal
 *     ones the leaf's, then that of the smallest ids. Null where nobody gives up
 * @param paused whether the leaf execution is PAUSED, so that a decision takes effect only when somebody resumes it;
 *     false where the store does not keep the execution
 */
public record WaitingJudgment(
        Judgment judgment,
        List<Ancestor> ancestors,
        @Nullable Deadline deadline,
        boolean paused) {

    public WaitingJudgment {
        ancestors = List.copyOf(ancestors);
    }

    /** The ancestors by their ids alone. */
    public List<StageKey> path() {
        return ancestors.stream().map(Ancestor::stage).toList();
    }

    /** A judgment that shows on no other stages than these. */
    public static WaitingJudgment of(Judgment judgment, List<Ancestor> ancestors, boolean paused) {
        return new WaitingJudgment(judgment, ancestors, Deadline.earliest(judgment, ancestors), paused);
    }
}
