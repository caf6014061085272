package dev.leafnode.store.sql;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.StageKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stage and, where a judgment shows on it, its link. */
record StageRow(
        String executionId,
        String id,
        int position,
        String body,
        @Nullable String leafExecutionId,
        @Nullable String leafStageId,
        @Nullable Long attempt,
        @Nullable String application,
        @Nullable String pipeline,
        @Nullable String stageName,
        @Nullable Integer waiting) {

    Optional<JudgmentLink> link() {
        if (leafExecutionId == null
                || leafStageId == null
                || attempt == null
                || application == null
                || waiting == null) {
            return Optional.empty();
        }
        return Optional.of(new JudgmentLink(
                new StageKey(executionId, id),
                new Judgment(
                        new JudgmentKey(new StageKey(leafExecutionId, leafStageId), attempt),
                        application,
                        StoredText.read(pipeline),
                        StoredText.read(stageName)),
                waiting));
    }
}
