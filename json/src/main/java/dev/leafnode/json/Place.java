package dev.leafnode.json;

import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
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
    private static final int LONGEST_PATH = 200;

    /** A document of that kind that holds {@code values}, among them its id perhaps. */
    static Place of(String kind, Map<String, ? extends @Nullable Object> values) {
        String document = values.get("id") instanceof String id ? kind + " " + shortened(id, LONGEST_QUOTE) : kind;
        return new Place(document, "");
    }

    /** The place in this document where a parser is. */
    Place at(JsonStreamContext context) {
        Deque<String> steps = new ArrayDeque<>();
        for (JsonStreamContext level = context; level != null && !level.inRoot(); level = level.getParent()) {
            if (level.inArray()) {
                steps.push("[" + level.getCurrentIndex() + "]");
            } else if (level.getCurrentName() != null) {
                steps.push("." + level.getCurrentName());
            }
        }
        String path = String.join("", steps);
        return new Place(document, shortened(path.startsWith(".") ? path.substring(1) : path, LONGEST_PATH));
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
            return "the string '" + shortened(text, LONGEST_QUOTE) + "'";
        }
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        if (value instanceof Collection<?>) {
            return "an array";
        }
        return shortened(String.valueOf(value), LONGEST_QUOTE);
    }

    private static String shortened(String text, int longest) {
        String head = text.length() <= longest ? text : text.substring(0, longest) + "…";
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
