package dev.leafnode.benchmarks.goals;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Question;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One statement of JDBC for the judgments of a page together with their ways. It takes what is linked to be open, every
 * way to be intact, no execution to be paused and no question to be asked.
 */
record SqlBareReads(BareJdbc jdbc) implements BareReads {

    private static final String INBOX = """
            select execution_id, stage_id, state, attempt, application, pipeline, stage_name,
                deadline_at, instructions, inputs, roles
            from leafnode_judgment
            where state = 'JUDGMENT' and closed_at is null
            order by attempt, execution_id, stage_id
            limit %d
            """;

    private static final String BLOCKING = """
            select known.execution_id, known.stage_id, known.state, known.attempt, application, pipeline, stage_name,
                deadline_at, instructions, inputs, roles
            from (
                select execution_id, stage_id, state, attempt
                from leafnode_judgment_link
                where ancestor_execution_id = ? and state = 'JUDGMENT'
                order by attempt, execution_id, stage_id
                limit %d
            ) link
            join leafnode_judgment known
                on known.execution_id = link.execution_id
                and known.stage_id = link.stage_id
                and known.state = link.state
                and known.attempt = link.attempt
            """;

    private static final String WITH_WAYS = """
            select page.execution_id, page.stage_id, page.attempt, page.application, page.pipeline, page.stage_name,
                page.deadline_at, page.instructions, page.inputs, page.roles,
                link.ancestor_execution_id, link.ancestor_stage_id,
                ancestor.application as ancestor_application, ancestor.pipeline as ancestor_pipeline,
                stage.name as ancestor_stage_name, stage.deadline_at as ancestor_deadline_at
            from (%s) page
            left join leafnode_judgment_link link
                on link.execution_id = page.execution_id
                and link.stage_id = page.stage_id
                and link.state = page.state
                and link.attempt = page.attempt
            left join leafnode_execution ancestor
                on ancestor.id = link.ancestor_execution_id
            left join leafnode_stage stage
                on stage.execution_id = link.ancestor_execution_id and stage.id = link.ancestor_stage_id
            order by page.attempt, page.execution_id, page.stage_id, link.depth desc
            """;

    @Override
    public List<WaitingJudgment> inbox(int limit) {
        return read(INBOX, limit, statement -> {});
    }

    @Override
    public List<WaitingJudgment> blocking(String executionId, int limit) {
        return read(BLOCKING, limit, statement -> statement.setString(1, executionId));
    }

    private List<WaitingJudgment> read(String page, int limit, BareJdbc.Parameters parameters) {
        String sql = WITH_WAYS.formatted(page.formatted(limit + 1));
        return jdbc.read(sql, parameters, SqlBareReads::found).stream()
                .limit(limit)
                .toList();
    }

    private static List<WaitingJudgment> found(ResultSet rows) throws SQLException {
        Map<Judgment, List<Ancestor>> ways = new LinkedHashMap<>();
        while (rows.next()) {
            List<Ancestor> way = ways.computeIfAbsent(judgment(rows), judgment -> new ArrayList<>());
            String ancestor = rows.getString("ancestor_execution_id");
            if (ancestor != null) {
                way.add(new Ancestor(
                        new StageKey(ancestor, rows.getString("ancestor_stage_id")),
                        rows.getString("ancestor_application"),
                        rows.getString("ancestor_pipeline"),
                        rows.getString("ancestor_stage_name"),
                        instant(rows, "ancestor_deadline_at")));
            }
        }
        return ways.entrySet().stream()
                .map(way -> WaitingJudgment.of(way.getKey(), way.getValue(), false))
                .toList();
    }

    private static Judgment judgment(ResultSet rows) throws SQLException {
        for (String unused : List.of("instructions", "inputs", "roles")) {
            rows.getString(unused);
        }
        return new Judgment(
                new JudgmentKey(
                        new StageKey(rows.getString("execution_id"), rows.getString("stage_id")),
                        rows.getLong("attempt")),
                rows.getString("application"),
                rows.getString("pipeline"),
                rows.getString("stage_name"),
                Question.NONE,
                instant(rows, "deadline_at"));
    }

    private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        long millis = rows.getLong(column);
        return rows.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
