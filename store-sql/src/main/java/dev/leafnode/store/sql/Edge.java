package dev.leafnode.store.sql;

import dev.leafnode.model.StageKey;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * A stage that waits for an execution, as one of the two says.
 *
 * @param child the execution
 * @param parent the stage
 * @param weight 0 when the trigger of the child names the stage, otherwise (the stage names the child) a hash of both;
 *     see the migration
 */
record Edge(String child, StageKey parent, long weight) {

    static Edge triggered(String child, StageKey parent) {
        return new Edge(child, parent, 0);
    }

    static Edge watched(String child, StageKey parent) {
        long hash = Digest.bits(child + "\n" + parent.executionId() + "\n" + parent.stageId());
        return new Edge(child, parent, hash == 0 ? 1 : hash);
    }

    MapSqlParameterSource parameters() {
        return new MapSqlParameterSource()
                .addValue("child", child)
                .addValue("parent", parent.executionId())
                .addValue("stage", parent.stageId())
                .addValue("weight", weight);
    }
}
