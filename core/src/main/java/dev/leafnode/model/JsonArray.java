package dev.leafnode.model;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A deeply immutable JSON array. */
final class JsonArray extends AbstractList<@Nullable Object> implements RandomAccess {

    private final @Nullable Object[] values;

    /** Makes an array of immutable values; {@code values} become its own. */
    JsonArray(@Nullable Object[] values) {
        this.values = values;
    }

    @Override
    public @Nullable Object get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
