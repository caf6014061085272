package dev.leafnode.store.sql;

import dev.leafnode.model.StageKey;

/** A step of a way from a judgment on which it shows; depth 1 is the leaf's parent. */
record StepRow(
        String executionId, String stageId, long route, int depth, String ancestorExecutionId, String ancestorStageId) {

    StageKey leaf() {
        return new StageKey(executionId, stageId);
    }

    StageKey ancestor() {
        return new StageKey(ancestorExecutionId, ancestorStageId);
    }
}
