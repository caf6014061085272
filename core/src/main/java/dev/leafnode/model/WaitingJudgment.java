package dev.leafnode.model;

import java.util.List;

/**
 * An open judgment with the way to it.
 *
 * @param judgment the judgment
 * @param path the ancestor stages it shows on, from the root to the leaf's parent; empty when no stage waits for the
 *     leaf any more, or none ever did. Where several ways lead to the leaf, the one along the triggers
 *     as far as these lead, and any one beyond
 * @param paused whether the leaf execution is PAUSED, so that a decision takes effect only when somebody resumes it;
 *     false where the store does not keep the execution
 */
public record WaitingJudgment(Judgment judgment, List<StageKey> path, boolean paused) {

    public WaitingJudgment {
        path = List.copyOf(path);
    }

    /** A judgment of an execution that is not known to be paused. */
    public WaitingJudgment(Judgment judgment, List<StageKey> path) {
        this(judgment, path, false);
    }
}
