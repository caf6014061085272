package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.loops.JsonLoops;
import dev.leafnode.benchmarks.measuring.Forks;
import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.report.Target;
import dev.leafnode.benchmarks.report.Unit;
import dev.leafnode.benchmarks.stores.Processors;
import java.util.List;

/**
 * P9: the JSON of a large execution in and out, beside Jackson's tree model. No server takes part, so the JVM compiles on
 * all processors. Both sides are compared in every process.
 */
final class JsonInAndOut implements Goal {

    @Override
    public String name() {
        return "P9";
    }

    @Override
    public void measure(Session session) {
        measure(session, "read, from a stream", "readExecution", "readTree");
        measure(session, "write, to a stream", "writeExecution", "writeTree");
        if (!session.isQuick()) {
            measure(session, "read, from text", "readExecutionFromText", "readTreeFromText");
            measure(session, "write, to text", "writeExecutionAsText", "writeTreeAsText");
        }
    }

    private void measure(Session session, String what, String ours, String tree) {
        String with = Unit.BYTES.write(new JsonLoops().length()) + ", on all processors";
        Measured measured = Processors.onAll(() -> session.forksWhenWarm().run(JsonLoops.class, List.of(ours, tree)));
        session.add(Line.slower(
                new Line.Title(name(), what, "json", with),
                measured,
                ours,
                tree,
                "Jackson's tree",
                Target.atMost(1.3)));
        session.add(Line.more(
                new Line.Title(name(), what + ": allocation", "json", with),
                Unit.BYTES,
                measured,
                Forks.allocation(ours),
                Forks.allocation(tree),
                "Jackson's tree",
                Target.reported()));
    }
}
