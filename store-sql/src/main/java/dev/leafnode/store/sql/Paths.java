package dev.leafnode.store.sql;

import dev.leafnode.model.Ancestor;
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

    private Paths() {}

    /**
     * From the root down to the parent of the leaf; empty when it shows nowhere.
     *
     * @param rows those of one judgment, each way from the leaf up
     */
    static List<Ancestor> path(Collection<JudgmentRow> rows) {
        Map<Long, List<Ancestor>> ways = ways(rows);
        List<Ancestor> alongTriggers = ways.getOrDefault(0L, List.of());
        List<Ancestor> best = ways.values().stream()
                .max(Comparator.<List<Ancestor>>comparingInt(way -> inCommon(way, alongTriggers))
                        .thenComparingInt(List::size))
                .orElse(List.of());
        List<Ancestor> path = new ArrayList<>(best);
        Collections.reverse(path);
        return path;
    }

    private static Map<Long, List<Ancestor>> ways(Collection<JudgmentRow> rows) {
        Map<Long, List<Ancestor>> ways = new LinkedHashMap<>();
        for (JudgmentRow row : rows) {
            if (row.route() != null && row.ancestor() != null) {
                ways.computeIfAbsent(row.route(), route -> new ArrayList<>()).add(row.ancestor());
            }
        }
        return ways;
    }

    private static int inCommon(List<Ancestor> way, List<Ancestor> other) {
        int length = 0;
        while (length < way.size() && length < other.size() && way.get(length).equals(other.get(length))) {
            length++;
        }
        return length;
    }
}
