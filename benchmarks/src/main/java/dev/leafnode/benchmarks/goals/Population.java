package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.stores.SqlSubject;
import dev.leafnode.benchmarks.stores.Subject;
import dev.leafnode.model.Execution;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Many executions that all run: so many leaves that each wait for a human below a parent of their own, and others at
 * work.
 *
 * @param open how many judgments are open
 * @param running how many executions run, twice {@code open} at least
 */
record Population(int open, int running) {

    private static final int THREADS = 8;

    /** Every table that the store writes, in an order in which rows may refer to others. */
    private static final List<String> TABLES = List.of(
            "leafnode_execution",
            "leafnode_stage",
            "leafnode_parent",
            "leafnode_lineage",
            "leafnode_judgment",
            "leafnode_judgment_link");

    private static final String PAIR = "p";
    private static final String OTHER = "o";

    Population {
        if (running < 2 * open) {
            throw new IllegalArgumentException(
                    "running: expected at least %d for %d open judgments, got %d".formatted(2 * open, open, running));
        }
    }

    /** The execution whose judgment opened in that place. */
    static String leaf(int i) {
        return "leaf-" + number(PAIR, i);
    }

    /**
     * Fills an empty store: through its repositories or, where that would take long, with copies of the rows that they
     * wrote.
     */
    void fill(Subject subject) throws Exception {
        int others = running - 2 * open;
        if (subject instanceof SqlSubject sql) {
            storePair(subject, 0);
            copy(sql.jdbc(), PAIR, open);
            storeOther(subject, 0);
            copy(sql.jdbc(), OTHER, others);
            sql.jdbc().execute("vacuum analyze");
        } else {
            try (Crowd crowd = new Crowd(THREADS)) {
                crowd.run(open, i -> storePair(subject, i));
                crowd.run(others, i -> storeOther(subject, i));
            }
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d open among %,d running", open, running);
    }

    private static void storePair(Subject subject, int i) {
        String root = "root-" + number(PAIR, i);
        Instant start = Runs.START.plusMillis(i);
        save(subject, Runs.execution(root, Trigger.empty(), List.of(Runs.calling(start))), start);
        Execution leaf = Runs.execution(leaf(i), Runs.calledBy(root), List.of(Runs.judging(start)));
        save(subject, leaf, start);
        subject.judgments()
                .open(
                        WaitRules.DEFAULT
                                .judgment(
                                        LeafState.JUDGMENT, leaf, leaf.stages().get(0))
                                .orElseThrow(),
                        Lineage.stored());
    }

    private static void storeOther(Subject subject, int i) {
        Instant start = Runs.START.plusMillis(i);
        String id = "other-" + number(OTHER, i);
        save(subject, Runs.execution(id, Trigger.empty(), List.of(Runs.working(start))), start);
    }

    private static void save(Subject subject, Execution execution, Instant start) {
        subject.executions().save(execution.toBuilder().buildTime(start).build());
    }

    private static void copy(JdbcTemplate jdbc, String kind, int count) {
        for (String table : TABLES) {
            jdbc.update(copying(jdbc, table, kind), count - 1, number(kind, 0));
        }
    }

    /** The first of its kind once more, with another number in every text and at another time. */
    private static String copying(JdbcTemplate jdbc, String table, String kind) {
        List<String> names = jdbc.queryForList(
                "select column_name from information_schema.columns where table_name = ? order by ordinal_position",
                String.class,
                table);
        List<String> values = jdbc.queryForList("""
                select case
                    when data_type in ('text', 'character varying') then
                        format('replace(replace(%1$I, ''%2$s0000000'', ''%2$s'' || lpad(n::text, 7, ''0'')), ''%3$s'', (%3$s + n)::text)', column_name, ?, ?)
                    when data_type = 'bigint' then
                        format('case when %1$I = %2$s then %1$I + n else %1$I end', column_name, ?)
                    else quote_ident(column_name)
                end
                from information_schema.columns
                where table_name = ?
                order by ordinal_position
                """, String.class, kind, time(), time(), table);
        return "insert into %s (%s) select %s from %s, generate_series(1, ?) n where %s = ?"
                .formatted(
                        table,
                        String.join(", ", names),
                        String.join(", ", values),
                        table,
                        names.contains("execution_id") ? "right(execution_id, 8)" : "right(id, 8)");
    }

    private static String time() {
        return String.valueOf(Runs.START.toEpochMilli());
    }

    private static String number(String kind, int i) {
        return "%s%07d".formatted(kind, i);
    }
}
