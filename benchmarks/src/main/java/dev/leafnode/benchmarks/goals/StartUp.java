package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.host.Start;
import dev.leafnode.benchmarks.host.Start.With;
import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.benchmarks.measuring.Effort;
import dev.leafnode.benchmarks.measuring.Interleaved;
import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.measuring.Side;
import dev.leafnode.benchmarks.measuring.Spread;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.report.Target;
import dev.leafnode.benchmarks.report.Unit;
import dev.leafnode.benchmarks.stores.SqlSubject;
import java.time.Duration;

/**
 * P10: how much later an application is ready with navigation. It starts in a process of its own, without navigation,
 * with its migrations alone, which find that nothing is to be done, and with all of it, in turn. One application uses
 * Spring Data JDBC itself, and one does not: there, navigation loads it.
 */
final class StartUp implements Goal {

    private static final double MOST = 300e6;
    private static final String PROCESSOR = ", processor time";

    @Override
    public String name() {
        return "P10";
    }

    @Override
    public void measure(Session session) throws Exception {
        try (SqlSubject postgresql = session.servers().postgresql()) {
            measure(session, postgresql, false);
            measure(session, postgresql, true);
        }
    }

    private void measure(Session session, SqlSubject subject, boolean hasData) throws Exception {
        Measured measured = new Interleaved(new Effort(Duration.ZERO, session.isQuick() ? 3 : 15, Duration.ZERO))
                .run(
                        starting(With.NOTHING, hasData, subject),
                        starting(With.MIGRATIONS, hasData, subject),
                        starting(With.NAVIGATION, hasData, subject));
        for (String what : new String[] {"", PROCESSOR}) {
            String off = With.NOTHING + what;
            String migrations = With.MIGRATIONS + what;
            String on = With.NAVIGATION + what;
            Target target = what.isEmpty() ? Target.atMost(MOST) : Target.reported();
            add(session, subject, hasData, "start, off" + what, measured.of(off), Target.reported());
            add(session, subject, hasData, "start, on" + what, measured.of(on), Target.reported());
            add(
                    session,
                    subject,
                    hasData,
                    "migrations" + what,
                    measured.difference(migrations, off),
                    Target.reported());
            add(session, subject, hasData, "beside migrations" + what, measured.difference(on, migrations), target);
        }
    }

    private void add(Session session, SqlSubject subject, boolean hasData, String what, Spread value, Target target) {
        String host = hasData ? "Spring Boot 3.5, using Spring Data" : "Spring Boot 3.5";
        session.add(Line.value(new Line.Title(name(), what, subject.name(), host), Unit.NANOSECONDS, value, target));
    }

    private static Side starting(With with, boolean hasData, SqlSubject subject) {
        return stopwatch -> {
            Start start = Start.of(with, hasData, subject.url());
            Check.same("navigation", with == With.NAVIGATION, start.isOn());
            stopwatch.note(with.toString(), start.nanoseconds());
            stopwatch.note(with + PROCESSOR, start.processorTime());
        };
    }
}
