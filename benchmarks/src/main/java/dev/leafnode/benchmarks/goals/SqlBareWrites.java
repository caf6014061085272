package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.stores.SqlSubject;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** One statement of JDBC for each event, on tables that are made like the store's. */
final class SqlBareWrites implements SameWrites {

    private static final String OPEN = """
            with opened as (
                insert into bench_judgment
                    (execution_id, stage_id, state, attempt, stored, application, pipeline, stage_name)
                values (?, ?, 'JUDGMENT', ?, true, ?, ?, null)
            )
            insert into bench_judgment_link
                (execution_id, stage_id, state, attempt, route, depth,
                 ancestor_execution_id, ancestor_stage_id, child_execution_id)
            select ?, ?, 'JUDGMENT', ?, 0, step.depth, step.ancestor, step.stage, step.child
            from unnest(?, ?, ?) with ordinality as step (ancestor, stage, child, depth)
            """;

    private static final String CLOSE = """
            update bench_judgment
            set closed_at = ?
            where execution_id = ? and stage_id = ? and state = 'JUDGMENT' and attempt = ? and num_nulls(closed_at) = 1
            """;

    private final BareJdbc jdbc;

    SqlBareWrites(SqlSubject subject) {
        jdbc = new BareJdbc(subject.dataSource());
        for (String table : List.of("judgment", "judgment_link")) {
            subject.jdbc().execute("create table bench_%1$s (like leafnode_%1$s including all)".formatted(table));
        }
    }

    @Override
    public void open(JudgmentKey key, List<StageKey> way) {
        List<String> above = way.stream().map(StageKey::executionId).toList();
        List<String> stages = way.stream().map(StageKey::stageId).toList();
        String leaf = key.stage().executionId();
        jdbc.write(OPEN, way.size(), insert -> {
            insert.setString(1, leaf);
            insert.setString(2, key.stage().stageId());
            insert.setLong(3, key.attempt());
            insert.setString(4, Runs.APPLICATION);
            insert.setString(5, "pipeline of " + leaf);
            insert.setString(6, leaf);
            insert.setString(7, key.stage().stageId());
            insert.setLong(8, key.attempt());
            insert.setArray(9, array(insert, above.toArray()));
            insert.setArray(10, array(insert, stages.toArray()));
            String[] children = new String[above.size()];
            for (int i = 0; i < children.length; i++) {
                children[i] = i == 0 ? leaf : above.get(i - 1);
            }
            insert.setArray(11, array(insert, children));
        });
    }

    @Override
    public void close(JudgmentKey key, List<StageKey> way) {
        jdbc.write(CLOSE, 1, update -> {
            update.setLong(1, key.attempt() + 1);
            update.setString(2, key.stage().executionId());
            update.setString(3, key.stage().stageId());
            update.setLong(4, key.attempt());
        });
    }

    @Override
    public List<Long> written() {
        return count("bench_");
    }

    @Override
    public List<Long> writtenByStore() {
        return count("leafnode_");
    }

    private List<Long> count(String prefix) {
        return List.of(
                jdbc.count(prefix + "judgment where closed_at is null"),
                jdbc.count(prefix + "judgment where closed_at is not null"),
                jdbc.count(prefix + "judgment_link"));
    }

    private static Array array(PreparedStatement statement, Object[] values) throws SQLException {
        return statement.getConnection().createArrayOf("varchar", values);
    }
}
