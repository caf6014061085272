package dev.leafnode.store.sql;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import org.jspecify.annotations.Nullable;

/** An open judgment. */
record JudgmentRow(
        String executionId,
        String stageId,
        long attempt,
        String application,
        @Nullable String pipeline,
        @Nullable String stageName,
        boolean paused) {

    StageKey stage() {
        return new StageKey(executionId, stageId);
    }

    Judgment judgment() {
        return new Judgment(
                new JudgmentKey(stage(), attempt), application, StoredText.read(pipeline), StoredText.read(stageName));
    }
}
