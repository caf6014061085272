package dev.leafnode.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deeply immutable JSON values. Objects become maps that keep the order of their keys and allow null values, arrays
 * become lists, and each number has exactly one form — the smallest of {@link Integer}, {@link Long} and
 * {@link BigInteger} for integers, {@link BigDecimal} for the rest — so that a value read back from a store equals the
 * value that was saved.
 */
final class JsonValues {

    /** Deeper values are refused: no engine writes them, and walking them would exhaust a thread's stack. */
    static final int MAX_DEPTH = 1_000;

    private static final BigInteger SMALLEST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LARGEST_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private JsonValues() {}

    /** A deeply immutable copy of {@code map}, or {@code map} itself when it is one already. */
    static Map<String, @Nullable Object> object(String what, Map<String, ? extends @Nullable Object> map) {
        return frozenMap(what, map, 1);
    }

    /** A deeply immutable copy of a value, or the value itself when it is one already. */
    static @Nullable Object frozen(String what, @Nullable Object value, int depth) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return canonical(what, number);
        }
        if (value instanceof Map<?, ?> map) {
            return frozenMap(what, map, depth);
        }
        if (value instanceof Collection<?> collection) {
            return frozenList(what, collection, depth);
        }
        throw new IllegalArgumentException("%s: expected a string, number, boolean, map, collection or null, got %s"
                .formatted(what, value.getClass().getName()));
    }

    private static JsonObject frozenMap(String what, Map<?, ?> map, int depth) {
        if (map instanceof JsonObject frozen) {
            return frozen;
        }
        requireDepth(what, depth);
        @Nullable Object[] fields = new Object[map.size() * 2];
        int size = 0;
        // A loop, not a lambda: a thread's stack has to hold the calls of MAX_DEPTH levels.
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new IllegalArgumentException("%s: expected string keys, got %s".formatted(what, entry.getKey()));
            }
            fields[size++] = name;
            fields[size++] = frozen(depth == 1 ? what + "." + name : what, entry.getValue(), depth + 1);
        }
        return JsonObject.of(fields, 0, size);
    }

    private static JsonArray frozenList(String what, Collection<?> collection, int depth) {
        if (collection instanceof JsonArray frozen) {
            return frozen;
        }
        requireDepth(what, depth);
        @Nullable Object[] copy = collection.toArray();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = frozen(what, copy[i], depth + 1);
        }
        return new JsonArray(copy);
    }

    static void requireDepth(String what, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "%s: expected at most %d nested levels, got more".formatted(what, MAX_DEPTH));
        }
    }

    private static Number canonical(String what, Number number) {
        if (number instanceof Integer || number instanceof BigDecimal) {
            return number;
        }
        if (number instanceof Long || number instanceof Short || number instanceof Byte) {
            return smallest(number.longValue());
        }
        if (number instanceof BigInteger big) {
            boolean fits = big.compareTo(SMALLEST_LONG) >= 0 && big.compareTo(LARGEST_LONG) <= 0;
            return fits ? smallest(big.longValue()) : big;
        }
        if ((number instanceof Double || number instanceof Float) && Double.isFinite(number.doubleValue())) {
            return new BigDecimal(number.toString());
        }
        throw new IllegalArgumentException("%s: expected a finite JSON number, got %s %s"
                .formatted(what, number.getClass().getSimpleName(), number));
    }

    private static Number smallest(long value) {
        if (value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE) {
            return (int) value;
        }
        return value;
    }
}
