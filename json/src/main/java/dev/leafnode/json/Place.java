package dev.leafnode.json;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document, for messages.
 *
 * @param document what is read, such as {@code execution 01JS…}
 * @param path the way to the place, such as {@code stages[3].startTime}; empty for the document itself
 */
record Place(String document, String path) {

    private static final int LONGEST_QUOTE = 64;

    /** The document {@code values} holds: its kind, and its id if it has one that can be quoted. */
    static Place of(String kind, Map<String, ? extends @Nullable Object> values) {
        String document = values.get("id") instanceof String id ? kind + " " + shortened(id) : kind;
        return new Place(document, "");
    }

    Place field(String name) {
        return new Place(document, path.isEmpty() ? name : path + "." + name);
    }

    Place element(int index) {
        return new Place(document, path + "[" + index + "]");
    }

    ExecutionFormatException expected(String expected, String actual) {
        return new ExecutionFormatException("%s: expected %s, got %s".formatted(this, expected, actual));
    }

    /** For what a model refuses: its message names the id, the expected and the actual. */
    ExecutionFormatException refused(IllegalArgumentException refusal) {
        return new ExecutionFormatException("%s: %s".formatted(this, refusal.getMessage()), refusal);
    }

    /** A value as messages show it. */
    static String describe(@Nullable Object value) {
        if (value instanceof String text) {
            return "the string '" + shortened(text) + "'";
        }
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        if (value instanceof Collection<?>) {
            return "an array";
        }
        return shortened(String.valueOf(value));
    }

    private static String shortened(String text) {
        String head = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
        return head.codePoints()
                .map(point -> Character.isISOControl(point) ? '\uFFFD' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public String toString() {
        return path.isEmpty() ? document : document + ": " + path;
    }
}
