package dev.leafnode.benchmarks.goals;

import static java.util.stream.Collectors.toSet;

import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.benchmarks.measuring.Measured;
import dev.leafnode.benchmarks.measuring.Side;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.report.Target;
import dev.leafnode.benchmarks.stores.Subject;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** P3: the events of a judgment, beside the walk over whole executions that they once were, on the same repository. */
final class OpenAgainstWalk implements Goal {

    private static final Load PARENTS = new Load(60, 20_000);

    private static final Map<Integer, Target> TARGETS =
            new TreeMap<>(Map.of(1, Target.atLeast(20), 5, Target.atLeast(100)));

    @Override
    public String name() {
        return "P3";
    }

    @Override
    public void measure(Session session) throws Exception {
        List<Supplier<Subject>> stores = List.of(session.servers()::postgresql, session.servers()::redis);
        for (Supplier<Subject> store : stores) {
            for (Map.Entry<Integer, Target> target : TARGETS.entrySet()) {
                try (Subject subject = store.get()) {
                    measure(session, subject, target.getKey(), target.getValue());
                }
            }
        }
    }

    private void measure(Session session, Subject subject, int depth, Target target) throws Exception {
        Chain chain = Chain.stored(subject, "chain", depth, PARENTS);
        Walk walk = new Walk(subject.executions());
        compare(subject, chain, walk);
        Side ours = new Waits(chain, subject.judgments(), depth);
        Side theirs = stopwatch -> {
            stopwatch.time("walk to open", () -> walk.open(chain.leaf()));
            stopwatch.time("walk to close", () -> walk.close(chain.leaf()));
        };
        Measured measured = session.interleaved().run(ours, theirs);
        compare(subject, chain, walk);
        for (String event : List.of("open", "close")) {
            session.add(Line.faster(
                    new Line.Title(
                            name(),
                            event,
                            subject.name(),
                            "depth %d, parents of %d stages of %d kB"
                                    .formatted(depth, PARENTS.stages(), PARENTS.bytes() / 1_000)),
                    measured,
                    event,
                    "walk to " + event,
                    "the walk over whole executions",
                    event.equals("open") ? target : Target.reported()));
        }
    }

    /** Both show the same, while the judgment is open and afterwards. */
    private static void compare(Subject subject, Chain chain, Walk walk) {
        chain.prepare();
        chain.open();
        walk.open(chain.leaf());
        Check.same("stages that show it", chain.shownOn(), marked(subject, chain));
        Check.same("how many", chain.ancestors().size(), chain.shown());
        chain.decide();
        chain.close();
        walk.close(chain.leaf());
        Check.same("stages that show it afterwards", chain.shownOn(), marked(subject, chain));
        Check.same("how many", 0, chain.shown());
    }

    private static Set<StageKey> marked(Subject subject, Chain chain) {
        return chain.ancestors().stream()
                .map(id -> subject.executions().find(id).orElseThrow())
                .flatMap(OpenAgainstWalk::marked)
                .collect(toSet());
    }

    private static Stream<StageKey> marked(Execution ancestor) {
        return ancestor.stages().stream()
                .filter(Walk::marks)
                .map(Stage::id)
                .map(stageId -> new StageKey(ancestor.id(), stageId));
    }
}
