package dev.leafnode.model;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A deeply immutable JSON object: a map that keeps the order of its names. */
abstract sealed class JsonObject extends AbstractMap<String, @Nullable Object> {

    /** So few names are compared one by one, which takes no longer than to hash them and a quarter of the memory. */
    private static final int FEW = 16;

    /**
     * Makes an object of immutable values.
     *
     * @param fields holds a name and its value in turn; of equal names the last value counts, at the first one's place
     */
    static JsonObject of(@Nullable Object[] fields, int from, int to) {
        return (to - from) / 2 <= FEW
                ? new Few(distinct(Arrays.copyOfRange(fields, from, to)))
                : new Many(fields, from, to);
    }

    private static @Nullable Object[] distinct(@Nullable Object[] fields) {
        int size = 0;
        for (int i = 0; i < fields.length; i += 2) {
            int place = indexOf(fields[i], fields, size);
            if (place < 0) {
                place = size;
                fields[size] = fields[i];
                size += 2;
            }
            fields[place + 1] = fields[i + 1];
        }
        return size == fields.length ? fields : Arrays.copyOf(fields, size);
    }

    private static int indexOf(@Nullable Object name, @Nullable Object[] fields, int size) {
        for (int i = 0; i < size; i += 2) {
            if (String.valueOf(fields[i]).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static final class Few extends JsonObject {

        private final @Nullable Object[] fields;

        Few(@Nullable Object[] fields) {
            this.fields = fields;
        }

        @Override
        public int size() {
            return fields.length / 2;
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            int place = indexOf(name, fields, fields.length);
            return place < 0 ? null : fields[place + 1];
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return indexOf(name, fields, fields.length) >= 0;
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public int size() {
                    return Few.this.size();
                }

                @Override
                public Iterator<Entry<String, @Nullable Object>> iterator() {
                    return new Entries(fields);
                }
            };
        }
    }

    private static final class Entries implements Iterator<Map.Entry<String, @Nullable Object>> {

        private final @Nullable Object[] fields;
        private int next;

        Entries(@Nullable Object[] fields) {
            this.fields = fields;
        }

        @Override
        public boolean hasNext() {
            return next < fields.length;
        }

        @Override
        public Map.Entry<String, @Nullable Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            next += 2;
            return new SimpleImmutableEntry<>(String.valueOf(fields[next - 2]), fields[next - 1]);
        }
    }

    private static final class Many extends JsonObject {

        private final Map<String, @Nullable Object> fields;

        Many(@Nullable Object[] fields, int from, int to) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>((to - from) * 2 / 3 + 1);
            for (int i = from; i < to; i += 2) {
                map.put(String.valueOf(fields[i]), fields[i + 1]);
            }
            this.fields = Collections.unmodifiableMap(map);
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            return fields.get(name);
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return fields.containsKey(name);
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            return fields.entrySet();
        }
    }
}
