package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.measuring.Side;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.report.Target;
import dev.leafnode.benchmarks.stores.SqlSubject;
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

    private static final String ROW = "row, ";
    private static final String SAME_ROWS = "same rows, ";

    @Override
    public String name() {
        return "P1";
    }

    @Override
    public void measure(Session session) throws Exception {
        for (Map.Entry<Integer, Target> target : TARGETS.entrySet()) {
            try (SqlSubject postgresql = session.servers().postgresql()) {
                SqlBareWrites sameRows = new SqlBareWrites(postgresql);
                Chain chain = Chain.stored(postgresql, "by-hand", target.getKey());
                Measured measured = measure(
                        session,
                        postgresql,
                        target.getKey(),
                        target.getValue(),
                        new Writes(chain, sameRows, SAME_ROWS));
                Check.same("same rows that are open", 0L, sameRows.written().get(0));
                add(session, postgresql, target.getKey(), measured, SAME_ROWS, Target.reported());
            }
        }
        for (int depth : TARGETS.keySet()) {
            try (SqlSubject h2 = session.servers().h2()) {
                measure(session, h2, depth, Target.reported());
            }
        }
    }

    private Measured measure(Session session, SqlSubject subject, int depth, Target target, Side... others)
            throws Exception {
        Chain chain = Chain.stored(subject, "chain", depth);
        Chain beside = Chain.stored(subject, "row", depth);
        SqlBareRow row = new SqlBareRow(subject);
        List<Side> sides =
                new ArrayList<>(List.of(new Waits(chain, subject.judgments(), depth), new Writes(beside, row, ROW)));
        sides.addAll(List.of(others));
        Measured measured =
                (depth == 1 ? session.interleavedWhenWarm() : session.interleaved()).run(sides.toArray(Side[]::new));
        Check.same("rows, open and closed", List.of(0L, beside.attempts()), row.written());
        add(session, subject, depth, measured, ROW, target);
        return measured;
    }

    private void add(
            Session session, SqlSubject subject, int depth, Measured measured, String yardstick, Target target) {
        for (String event : List.of("open", "close")) {
            session.add(Line.slower(
                    new Line.Title(name(), event, subject.name(), "depth " + depth),
                    measured,
                    event,
                    yardstick + event,
                    yardstick.equals(ROW) ? "one row, durable" : "the same rows by hand",
                    target));
        }
    }
}
