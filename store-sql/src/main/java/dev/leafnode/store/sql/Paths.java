package dev.leafnode.store.sql;

import static java.util.stream.Collectors.groupingBy;

import dev.leafnode.model.StageKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The way that is shown of each judgment: as far along the triggers as it shows there, and then on along the way that
 * shows furthest.
 */
final class Paths {

    private final Map<StageKey, List<StepRow>> byLeaf;

    Paths(Collection<StepRow> steps) {
        byLeaf = steps.stream().collect(groupingBy(StepRow::leaf));
    }

    /** From the root down to the parent of the leaf; empty when it shows nowhere. */
    List<StageKey> path(StageKey leaf) {
        Map<Long, List<StageKey>> ways = ways(byLeaf.getOrDefault(leaf, List.of()));
        List<StageKey> alongTriggers = ways.getOrDefault(0L, List.of());
        List<StageKey> best = ways.values().stream()
                .max(Comparator.<List<StageKey>>comparingInt(way -> inCommon(way, alongTriggers))
                        .thenComparingInt(List::size))
                .orElse(List.of());
        List<StageKey> path = new ArrayList<>(best);
        Collections.reverse(path);
        return path;
    }

    /** From the leaf up, as the steps are ordered. */
    private static Map<Long, List<StageKey>> ways(List<StepRow> steps) {
        Map<Long, List<StageKey>> ways = new LinkedHashMap<>();
        for (StepRow step : steps) {
            ways.computeIfAbsent(step.route(), route -> new ArrayList<>()).add(step.ancestor());
        }
        return ways;
    }

    private static int inCommon(List<StageKey> way, List<StageKey> other) {
        int length = 0;
        while (length < way.size() && length < other.size() && way.get(length).equals(other.get(length))) {
            length++;
        }
        return length;
    }
}
