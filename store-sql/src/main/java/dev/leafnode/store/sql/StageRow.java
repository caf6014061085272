package dev.leafnode.store.sql;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.StageKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stage of an execution, or else, without position and body, a link on one. */
record StageRow(
        String executionId,
        String id,
        int position,
        String body,
        @Nullable String leafExecutionId,
        @Nullable String leafStageId,
        @Nullable Long attempt,
        @Nullable String application,
        @Nullable Integer waiting) {

    boolean isStage() {
        return leafExecutionId == null;
    }

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
                new JudgmentKey(new StageKey(leafExecutionId, leafStageId), attempt),
                application,
                waiting));
    }
}
