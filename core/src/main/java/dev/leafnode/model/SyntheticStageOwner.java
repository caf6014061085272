package dev.leafnode.model;

/** Where a stage that another stage created runs: before its owner's own tasks or after them. */
public enum SyntheticStageOwner {
    STAGE_BEFORE,
    STAGE_AFTER
}
