package dev.leafnode.store.tck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between what must be and what is, one line for each; in a tree of 1,000 nobody reads the rest. */
final class Differences {

    private static final int MOST = 12;

    private final List<String> lines = new ArrayList<>();

    void compare(String what, Map<?, ?> expected, Map<?, ?> actual) {
        Set<Object> keys = new LinkedHashSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        for (Object key : keys) {
            compareValues(what + " " + key, expected.get(key), actual.get(key));
        }
    }

    void compare(String what, List<?> expected, List<?> actual) {
        compare(what + " at index", indexed(expected), indexed(actual));
    }

    void compareValues(String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            lines.add("%s%n     expected: %s%n          got: %s".formatted(what, text(expected), text(actual)));
        }
    }

    /** Fails when there is one. */
    void failIfAny(String where) {
        if (!lines.isEmpty()) {
            int more = Math.max(0, lines.size() - MOST);
            throw new AssertionError("%s%n%n%d differences:%n  - %s%s"
                    .formatted(
                            where,
                            lines.size(),
                            String.join(
                                    System.lineSeparator() + "  - ", lines.subList(0, Math.min(MOST, lines.size()))),
                            more == 0 ? "" : System.lineSeparator() + "  - and " + more + " more"));
        }
    }

    private static Map<Integer, Object> indexed(List<?> values) {
        Map<Integer, Object> indexed = new LinkedHashMap<>();
        values.forEach(value -> indexed.put(indexed.size(), value));
        return indexed;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "nothing" : value.toString();
    }
}
