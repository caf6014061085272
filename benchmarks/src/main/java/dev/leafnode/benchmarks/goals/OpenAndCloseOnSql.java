package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.measuring.Side;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.report.Target;
import dev.leafnode.benchmarks.stores.SqlSubject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** P1: the events of a judgment on SQL, beside a statement that writes a single row and is on disk. */
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
                measure(session, postgresql, target.getKey(), target.getValue());
            }
        }
        for (int depth : TARGETS.keySet()) {
            try (SqlSubject h2 = session.servers().h2()) {
                measure(session, h2, depth, Target.reported());
            }
        }
    }

    private void measure(Session session, SqlSubject subject, int depth, Target target) throws Exception {
        Chain chain = Chain.stored(subject, "chain", depth);
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
        Measured measured = session.interleaved().run(ours, limit);
        Check.same("writes", writes[0], subject.jdbc().queryForObject("select attempt from bench_row", Long.class));
        for (String event : List.of("open", "close")) {
            session.add(Line.slower(
                    new Line.Title(name(), event, subject.name(), "depth " + depth),
                    measured,
                    event,
                    "write",
                    "one row, durable",
                    target));
        }
    }
}
