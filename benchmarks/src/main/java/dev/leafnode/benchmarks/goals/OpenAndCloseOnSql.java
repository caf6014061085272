package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.measuring.Side;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.report.Target;
import dev.leafnode.benchmarks.stores.SqlSubject;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * P1: the events of a judgment on SQL, beside a statement that writes a single row and is on disk; and, on PostgreSQL,
 * beside statements that write the same rows and ask nothing, which is as near to that single row as anybody can come.
 */
final class OpenAndCloseOnSql implements Goal {

    private static final Map<Integer, Target> TARGETS =
            new TreeMap<>(Map.of(1, Target.atMost(1.3), 5, Target.atMost(1.6), 50, Target.atMost(2.5)));

    @Override
    public String name() {
        return "P1";
    }

    @Override
    public void measure(Session session) throws Exception {
        for (Map.Entry<Integer, Target> target : TARGETS.entrySet()) {
            try (SqlSubject postgresql = session.servers().postgresql()) {
                int depth = target.getKey();
                Chain chain = Chain.stored(postgresql, "chain", depth);
                SqlBareWrites bare = new SqlBareWrites(postgresql);
                Measured measured = measure(session, postgresql, chain, target.getValue(), sameRows(bare, chain.way()));
                Check.same("what is open", 0L, bare.written().get(0));
                add(session, postgresql, depth, measured, "open", "same open", Target.reported());
                add(session, postgresql, depth, measured, "close", "same close", Target.reported());
            }
        }
        for (int depth : TARGETS.keySet()) {
            try (SqlSubject h2 = session.servers().h2()) {
                measure(session, h2, Chain.stored(h2, "chain", depth), Target.reported());
            }
        }
    }

    private Measured measure(Session session, SqlSubject subject, Chain chain, Target target, Side... others)
            throws Exception {
        int depth = chain.way().size();
        subject.jdbc().execute("create table bench_row (id varchar(64) primary key, attempt bigint not null)");
        subject.jdbc().update("insert into bench_row values ('the-only-one', 0)");
        long[] writes = {0};
        Side ours = new Waits(chain, subject.judgments(), depth);
        Side limit = stopwatch -> stopwatch.time("write", () -> {
            try (Connection connection = subject.dataSource().getConnection();
                    PreparedStatement update =
                            connection.prepareStatement("update bench_row set attempt = ? where id = 'the-only-one'")) {
                update.setLong(1, ++writes[0]);
                Check.same("rows", 1, update.executeUpdate());
            }
        });
        List<Side> sides = new ArrayList<>(List.of(ours, limit));
        sides.addAll(List.of(others));
        Measured measured =
                (depth == 1 ? session.interleavedWhenWarm() : session.interleaved()).run(sides.toArray(Side[]::new));
        Check.same("writes", writes[0], subject.jdbc().queryForObject("select attempt from bench_row", Long.class));
        add(session, subject, depth, measured, "open", "write", target);
        add(session, subject, depth, measured, "close", "write", target);
        return measured;
    }

    private static Side sameRows(SqlBareWrites bare, List<StageKey> way) {
        long[] turns = {0};
        return stopwatch -> {
            JudgmentKey key = new JudgmentKey(new StageKey("bare-" + turns[0], "judge"), ++turns[0]);
            stopwatch.time("same open", () -> bare.open(key, way));
            stopwatch.time("same close", () -> bare.close(key, way));
        };
    }

    private void add(
            Session session,
            SqlSubject subject,
            int depth,
            Measured measured,
            String event,
            String yardstick,
            Target target) {
        session.add(Line.slower(
                new Line.Title(name(), event, subject.name(), "depth " + depth),
                measured,
                event,
                yardstick,
                yardstick.equals("write") ? "one row, durable" : "the same rows by hand",
                target));
    }
}
