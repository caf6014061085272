package dev.leafnode.store.sql;

import dev.leafnode.model.StageKey;

/**
 * An edge whose two ends are stored.
 *
 * @param cyclic whether it would close a cycle
 * @param hasBelow whether anything has the child of the edge for an ancestor
 */
record EdgeRow(
        String executionId,
        String parentExecutionId,
        String parentStageId,
        long weight,
        boolean cyclic,
        boolean hasBelow) {

    Edge edge() {
        return new Edge(executionId, new StageKey(parentExecutionId, parentStageId), weight);
    }
}
