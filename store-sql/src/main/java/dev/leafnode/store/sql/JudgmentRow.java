package dev.leafnode.store.sql;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/**
 * An open judgment, and a step of a way on which it shows; one that shows nowhere has one row without a step.
 *
 * @param route the way that the step belongs to; null without a step
 */
record JudgmentRow(
        Judgment judgment,
        boolean paused,
        @Nullable Long route,
        @Nullable StageKey ancestor) {

    static final RowMapper<JudgmentRow> MAPPER = (row, index) -> {
        String ancestor = row.getString("ancestor_execution_id");
        return new JudgmentRow(
                new Judgment(
                        new JudgmentKey(
                                new StageKey(row.getString("execution_id"), row.getString("stage_id")),
                                row.getLong("attempt")),
                        row.getString("application"),
                        StoredText.read(row.getString("pipeline")),
                        StoredText.read(row.getString("stage_name"))),
                row.getBoolean("paused"),
                ancestor == null ? null : row.getLong("route"),
                ancestor == null ? null : new StageKey(ancestor, row.getString("ancestor_stage_id")));
    };
}
