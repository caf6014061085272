package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.loops.EventLoops;
import dev.leafnode.benchmarks.measuring.Forks;
import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.measuring.Spread;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.report.Target;
import dev.leafnode.benchmarks.report.Unit;
import java.util.List;

/** What an engine's thread pays for an event that is about no judgment and no stage that waits for executions. */
final class EventsThatAreNoJudgment implements Goal {

    private static final List<String> LOOPS = List.of("beforeStage", "beforeTask", "afterTask", "afterStage");

    @Override
    public String name() {
        return "events";
    }

    @Override
    public void measure(Session session) {
        session.add(Line.value(title("all", "statements"), Unit.COUNT, statements(), Target.atMost(0)));
        Measured measured = session.forks().run(EventLoops.class, LOOPS);
        for (String loop : LOOPS) {
            session.add(Line.value(title(loop, "time"), Unit.NANOSECONDS, measured.of(loop), Target.atMost(200)));
            session.add(Line.value(
                    title(loop, "allocation"), Unit.BYTES, measured.of(Forks.allocation(loop)), Target.reported()));
        }
    }

    private static Spread statements() {
        EventLoops loops = new EventLoops();
        loops.tellAll();
        return Spread.of((double) loops.statements());
    }

    private Line.Title title(String loop, String what) {
        return new Line.Title(name(), loop, "core", what + " of an event");
    }
}
