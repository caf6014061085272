package dev.leafnode.store.sql;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.StageKey;

/** What shows on a stage: the judgment that has waited longest, and how many wait. */
record LinkRow(
        String ancestorExecutionId,
        String ancestorStageId,
        String executionId,
        String stageId,
        long attempt,
        String application,
        int waiting) {

    JudgmentLink link() {
        return new JudgmentLink(
                new StageKey(ancestorExecutionId, ancestorStageId),
                new JudgmentKey(new StageKey(executionId, stageId), attempt),
                application,
                waiting);
    }
}
