package dev.leafnode.store.sql;

import dev.leafnode.model.StageKey;

/** An edge whose two ends are stored, and whether it would close a cycle. */
record EdgeRow(String executionId, String parentExecutionId, String parentStageId, long weight, boolean cyclic) {

    Edge edge() {
        return new Edge(executionId, new StageKey(parentExecutionId, parentStageId), weight);
    }
}
