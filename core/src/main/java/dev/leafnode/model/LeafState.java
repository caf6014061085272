package dev.leafnode.model;

/**
 * What ancestors are shown of a stage below them. Each state is kept, listed and linked by itself: what is in one never
 * appears among what is in another.
 */
public enum LeafState {

    /** A human is awaited at the stage: {@link WaitRules#awaitsHuman}. */
    JUDGMENT,

    /**
     * The stage ended TERMINAL or STOPPED, and either its execution goes on or a stage of another execution waits for
     * that one. Restarting the stage ends it.
     */
    FAILED,

    /** The stage is under way in an execution that is PAUSED, and waits for no other execution. */
    PAUSED
}
