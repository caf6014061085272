package dev.leafnode.memory;

/**
 * What the store keeps of one state.
 *
 * @param open what is in that state now
 * @param attempts what is known of all that ever was
 */
record Kept(OpenJudgments open, Attempts attempts) {}
