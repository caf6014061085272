package dev.leafnode.store.sql;

import dev.leafnode.model.StageKey;

/** A step of a way from a judgment on which it shows. */
record StepRow(String executionId, String stageId, long route, String ancestorExecutionId, String ancestorStageId) {

    StageKey leaf() {
        return new StageKey(executionId, stageId);
    }

    StageKey ancestor() {
        return new StageKey(ancestorExecutionId, ancestorStageId);
    }
}
