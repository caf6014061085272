package dev.leafnode.navigation;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import dev.leafnode.model.Stage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which Spinnaker's Deck lists stages: by phase — the most stages that must complete one after another
 * before a stage can start — and then by {@code refId}. Stages that wait for themselves come last.
 */
final class Phases {

    private final Map<String, String> idByRefId = new HashMap<>();
    private final Map<String, List<Stage>> dependents = new HashMap<>();
    private final Map<String, Integer> phases = new HashMap<>();

    private Phases(Collection<Stage> stages) {
        for (Stage stage : stages) {
            if (stage.refId() != null) {
                idByRefId.put(stage.refId(), stage.id());
            }
        }
    }

    static List<Stage> inOrder(List<Stage> stages) {
        Phases phases = new Phases(stages);
        phases.number(stages);
        List<Stage> sorted = new ArrayList<>(stages);
        sorted.sort(comparing(phases::of).thenComparing(Stage::refId, nullsLast(naturalOrder())));
        return sorted;
    }

    private int of(Stage stage) {
        return phases.getOrDefault(stage.id(), Integer.MAX_VALUE);
    }

    private void number(List<Stage> stages) {
        Map<String, Integer> missing = new HashMap<>();
        Deque<Stage> ready = new ArrayDeque<>();
        for (Stage stage : stages) {
            Set<String> requisites = requisites(stage);
            missing.put(stage.id(), requisites.size());
            requisites.forEach(refId ->
                    dependents.computeIfAbsent(refId, key -> new ArrayList<>()).add(stage));
            if (requisites.isEmpty()) {
                phases.put(stage.id(), 0);
                ready.add(stage);
            }
        }
        while (!ready.isEmpty()) {
            Stage done = ready.remove();
            if (done.refId() == null || !done.id().equals(idByRefId.get(done.refId()))) {
                continue;
            }
            for (Stage next : dependents.getOrDefault(done.refId(), List.of())) {
                if (missing.merge(next.id(), -1, Integer::sum) == 0) {
                    phases.put(next.id(), of(done) + 1);
                    ready.add(next);
                }
            }
        }
    }

    /** Without those that name no stage. */
    private Set<String> requisites(Stage stage) {
        Set<String> known = new HashSet<>(stage.requisiteStageRefIds());
        known.retainAll(idByRefId.keySet());
        return known;
    }
}
