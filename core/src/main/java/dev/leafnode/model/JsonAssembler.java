package dev.leafnode.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts deeply immutable JSON values together from their pieces, in the order in which a parser meets them. The models
 * take such values as they are, where they would have to copy others. For use by one thread.
 */
public final class JsonAssembler {

    private @Nullable Object[] pieces = new Object[64];
    private int size;

    /** Where each container that is not complete starts, the outermost first. */
    private int[] starts = new int[16];

    private boolean[] objects = new boolean[16];
    private int depth;

    /**
     * Starts an object, which is a map that keeps the order of its names. Of equal names the last value counts.
     *
     * @throws IllegalArgumentException if it would be nested too deep for a model
     */
    public void startObject() {
        start(true);
    }

    /**
     * Starts an array, which is a list.
     *
     * @throws IllegalArgumentException if it would be nested too deep for a model
     */
    public void startArray() {
        start(false);
    }

    /** Names the next value of the object. */
    public void name(String name) {
        if (!isInObject() || isNamed()) {
            throw new IllegalStateException("name '%s': expected in an object, after a value".formatted(name));
        }
        push(name);
    }

    /**
     * Adds a value to the innermost container.
     *
     * @throws IllegalArgumentException if it is none that JSON can hold
     */
    public void value(@Nullable Object value) {
        requirePlaceForValue();
        push(JsonValues.frozen("value", value, depth + 1));
    }

    /** Ends the innermost container, which becomes a value of the one around it. */
    public void end() {
        if (depth == 0 || (isInObject() && isNamed())) {
            throw new IllegalStateException("end: expected in an array, or in an object with a value for each name");
        }
        boolean isObject = objects[--depth];
        int start = starts[depth];
        Object container =
                isObject ? JsonObject.of(pieces, start, size) : new JsonArray(Arrays.copyOfRange(pieces, start, size));
        Arrays.fill(pieces, start, size, null);
        size = start;
        push(container);
    }

    /** Whether what was added makes one value. */
    public boolean isComplete() {
        return depth == 0 && size == 1;
    }

    /** The value, which this forgets. */
    public @Nullable Object take() {
        if (!isComplete()) {
            throw new IllegalStateException("take: expected one complete value, got %d open".formatted(depth));
        }
        size = 0;
        return pieces[0];
    }

    private void start(boolean isObject) {
        requirePlaceForValue();
        JsonValues.requireDepth("value", depth + 1);
        if (depth == starts.length) {
            starts = Arrays.copyOf(starts, depth * 2);
            objects = Arrays.copyOf(objects, depth * 2);
        }
        starts[depth] = size;
        objects[depth++] = isObject;
    }

    private void push(@Nullable Object piece) {
        if (size == pieces.length) {
            pieces = Arrays.copyOf(pieces, size * 2);
        }
        pieces[size++] = piece;
    }

    private void requirePlaceForValue() {
        if (depth == 0 ? size > 0 : isInObject() && !isNamed()) {
            throw new IllegalStateException("value: expected a name before it, or a single value");
        }
    }

    private boolean isInObject() {
        return depth > 0 && objects[depth - 1];
    }

    /** Whether the value of the last name is still to come. */
    private boolean isNamed() {
        return (size - starts[depth - 1]) % 2 == 1;
    }
}
