package dev.leafnode.store.sql;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.StageKey;
import org.jspecify.annotations.Nullable;

/** What shows on a stage: the judgment that has waited longest, and how many wait. */
record LinkRow(
        String ancestorExecutionId,
        String ancestorStageId,
        String executionId,
        String stageId,
        long attempt,
        String application,
        @Nullable String pipeline,
        @Nullable String stageName,
        int waiting) {

    JudgmentLink link() {
        return new JudgmentLink(
                new StageKey(ancestorExecutionId, ancestorStageId),
                new Judgment(
                        new JudgmentKey(new StageKey(executionId, stageId), attempt),
                        application,
                        StoredText.read(pipeline),
                        StoredText.read(stageName)),
                waiting);
    }
}
