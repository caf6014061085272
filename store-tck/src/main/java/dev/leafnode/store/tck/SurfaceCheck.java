package dev.leafnode.store.tck;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import dev.leafnode.navigation.Attributes;
import dev.leafnode.repository.Awaiting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The check of what a surface shows: it equals what the oracle says. */
final class SurfaceCheck {

    /** How many executions are asked what blocks them, in turn, when there are more. */
    private static final int BLOCKING_AT_ONCE = 5;

    /** Where there are so many executions, only some steps are looked at: the second, which begins a wait, and so on. */
    private static final int MANY = 40;

    private static final int FIRST = 2;
    private static final int EVERY = 8;

    private final Surface surface;
    private int turn;

    SurfaceCheck(Surface surface) {
        this.surface = surface;
    }

    /** Fails, saying where, unless everything shown is right. */
    void everything(Oracle oracle, String where) {
        List<Execution> all = oracle.executions();
        turn++;
        if (all.size() > MANY && turn % EVERY != FIRST) {
            return;
        }
        Differences differences = new Differences();
        Set<String> applications = new TreeSet<>();
        all.forEach(execution -> applications.add(execution.application()));
        for (String application : applications) {
            List<Execution> own = all.stream()
                    .filter(execution -> execution.application().equals(application))
                    .toList();
            others(application, own, oracle, differences);
            awaiting(application, own, oracle, differences);
        }
        compare("inbox", oracle, oracle.inbox(), surface.inbox(), differences);
        for (int i = 0; i < Math.min(BLOCKING_AT_ONCE, all.size()); i++) {
            String id = all.get((turn * BLOCKING_AT_ONCE + i) % all.size()).id();
            compare("blocking " + id, oracle, oracle.blocking(id), surface.blocking(id), differences);
        }
        differences.failIfAny(where + ", on the surface");
    }

    private void others(String application, List<Execution> own, Oracle oracle, Differences differences) {
        Map<String, Surface.Shows> expected = new LinkedHashMap<>();
        for (Execution execution : own) {
            Map<String, Attributes> view = NaiveView.of(execution, oracle.links());
            Optional<Attributes> trigger = Optional.ofNullable(view.remove(NaiveView.TRIGGER));
            expected.put(execution.id(), new Surface.Shows(view, trigger));
        }
        differences.compare("others of execution", expected, surface.executions(application));
    }

    private void awaiting(String application, List<Execution> own, Oracle oracle, Differences differences) {
        for (Awaiting where : Awaiting.values()) {
            Set<String> expected = new TreeSet<>(oracle.awaiting(where));
            expected.retainAll(own.stream().map(Execution::id).toList());
            differences.compareValues(
                    "executions of %s awaiting %s".formatted(application, where),
                    expected,
                    new TreeSet<>(surface.awaiting(application, where)));
        }
    }

    private static void compare(
            String what, Oracle oracle, List<Judgment> expected, List<Surface.Waits> found, Differences differences) {
        differences.compare(
                what,
                expected.stream()
                        .map(judgment -> List.of(judgment.key(), judgment.application()))
                        .toList(),
                found.stream()
                        .map(waits -> List.of(new JudgmentKey(waits.stage(), waits.attempt()), waits.application()))
                        .toList());
        for (Judgment judgment : expected) {
            Set<List<StageKey>> paths = oracle.paths(judgment);
            found.stream()
                    .filter(waits -> waits.stage().equals(judgment.key().stage()) && !paths.contains(waits.path()))
                    .forEach(waits -> differences.compareValues(
                            "%s, path to %s".formatted(what, judgment.key()), paths, waits.path()));
        }
    }
}
