package dev.leafnode.repository;

/** In which order judgments are found. */
public enum JudgmentOrder {
    /** The one that has waited longest first: the natural order of {@link dev.leafnode.model.JudgmentKey}. */
    AGE,
    /**
     * The one with the earliest {@linkplain dev.leafnode.model.WaitingJudgment#deadline() deadline} first, those
     * without one last; of equal ones that which has waited longest.
     */
    DEADLINE
}
