package dev.leafnode.benchmarks.goals;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One statement of JDBC for the judgments of a page together with their ways. It takes what is linked to be open, and every
 * way to be intact.
 */
record SqlBareReads(BareJdbc jdbc) implements BareReads {

    private static final String INBOX = """
            select page.execution_id, page.stage_id, page.attempt, page.application, page.pipeline, page.stage_name,
                link.ancestor_execution_id, link.ancestor_stage_id
            from (
                select execution_id, stage_id, state, attempt, application, pipeline, stage_name
                from leafnode_judgment
                where state = 'JUDGMENT' and closed_at is null
                order by attempt, execution_id, stage_id
                limit %d
            ) page
            left join leafnode_judgment_link link
                on link.execution_id = page.execution_id
                and link.stage_id = page.stage_id
                and link.state = page.state
                and link.attempt = page.attempt
            order by page.attempt, page.execution_id, page.stage_id, link.depth desc
            """;

    private static final String BLOCKING = """
            select page.execution_id, page.stage_id, page.attempt, known.application, known.pipeline, known.stage_name,
                link.ancestor_execution_id, link.ancestor_stage_id
            from (
                select execution_id, stage_id, state, attempt
                from leafnode_judgment_link
                where ancestor_execution_id = ? and state = 'JUDGMENT'
                order by attempt, execution_id, stage_id
                limit %d
            ) page
            join leafnode_judgment known
                on known.execution_id = page.execution_id
                and known.stage_id = page.stage_id
                and known.state = page.state
                and known.attempt = page.attempt
            left join leafnode_judgment_link link
                on link.execution_id = page.execution_id
                and link.stage_id = page.stage_id
                and link.state = page.state
                and link.attempt = page.attempt
            order by page.attempt, page.execution_id, page.stage_id, link.depth desc
            """;

    @Override
    public List<Found> inbox(int limit) {
        return read(INBOX.formatted(limit + 1), limit, statement -> {});
    }

    @Override
    public List<Found> blocking(String executionId, int limit) {
        return read(BLOCKING.formatted(limit + 1), limit, statement -> statement.setString(1, executionId));
    }

    private List<Found> read(String sql, int limit, BareJdbc.Parameters parameters) {
        return jdbc.read(sql, parameters, SqlBareReads::found).stream()
                .limit(limit)
                .toList();
    }

    private static List<Found> found(ResultSet rows) throws SQLException {
        Map<JudgmentKey, List<StageKey>> paths = new LinkedHashMap<>();
        while (rows.next()) {
            StageKey leaf = new StageKey(rows.getString(1), rows.getString(2));
            List<StageKey> path =
                    paths.computeIfAbsent(new JudgmentKey(leaf, rows.getLong(3)), key -> new ArrayList<>());
            for (int column = 4; column <= 6; column++) {
                String unused = rows.getString(column);
            }
            String ancestor = rows.getString(7);
            if (ancestor != null) {
                path.add(new StageKey(ancestor, rows.getString(8)));
            }
        }
        return paths.entrySet().stream()
                .map(entry -> new Found(entry.getKey(), entry.getValue()))
                .toList();
    }
}
