package dev.leafnode.store.sql;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.sql.ResultSet;
import java.sql.SQLException;
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
        @Nullable Ancestor ancestor) {

    static final RowMapper<JudgmentRow> MAPPER = (row, index) -> {
        Ancestor ancestor = ancestor(row);
        return new JudgmentRow(
                new Judgment(
                        new JudgmentKey(
                                new StageKey(row.getString("execution_id"), row.getString("stage_id")),
                                row.getLong("attempt")),
                        row.getString("application"),
                        StoredText.read(row.getString("pipeline")),
                        StoredText.read(row.getString("stage_name")),
                        QuestionColumns.question(row),
                        QuestionColumns.instant(row, "deadline_at")),
                row.getBoolean("paused"),
                ancestor == null ? null : row.getLong("route"),
                ancestor);
    };

    private static @Nullable Ancestor ancestor(ResultSet row) throws SQLException {
        String executionId = row.getString("ancestor_execution_id");
        return executionId == null
                ? null
                : new Ancestor(
                        new StageKey(executionId, row.getString("ancestor_stage_id")),
                        row.getString("ancestor_application"),
                        StoredText.read(row.getString("ancestor_pipeline")),
                        StoredText.read(row.getString("ancestor_stage_name")),
                        QuestionColumns.instant(row, "ancestor_deadline_at"));
    }
}
