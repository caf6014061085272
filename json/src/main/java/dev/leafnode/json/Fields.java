package dev.leafnode.json;

import dev.leafnode.model.ExecutionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object on their way into a record. What a component takes leaves {@link #extra()}; what no
 * component takes remains there, and so does what stands in the JSON as null, as an empty object or as an empty array.
 */
final class Fields {

    private final Place place;
    private final Map<String, @Nullable Object> values;
    private final Map<String, @Nullable Object> extra;

    Fields(Map<String, @Nullable Object> values, Place place) {
        this.place = place;
        this.values = values;
        this.extra = new LinkedHashMap<>(values);
    }

    Map<String, @Nullable Object> extra() {
        return extra;
    }

    Place place() {
        return place;
    }

    /** The value of that name, which remains in {@link #extra()}. */
    @Nullable
    Object peek(String name) {
        return values.get(name);
    }

    /** Makes {@link #extra()} forget that name. */
    void drop(String name) {
        extra.remove(name);
    }

    /** Makes {@link #extra()} hold {@code value} after all. */
    void keep(String name, Object value) {
        extra.put(name, value);
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw wrong(name, "a string");
        }
        return text;
    }

    ExecutionStatus requiredStatus(String name) {
        String status = requiredText(name);
        try {
            return ExecutionStatus.of(status);
        } catch (IllegalArgumentException e) {
            throw place.field(name).refused(e);
        }
    }

    @Nullable
    String text(String name) {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            drop(name);
            return text;
        }
        throw wrong(name, "a string");
    }

    /** The text of that name; anything else than a string remains in {@link #extra()}. */
    @Nullable
    String textIfAny(String name) {
        return values.get(name) instanceof String ? text(name) : null;
    }

    @Nullable
    Instant time(String name) {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Number number && isWhole(number)) {
            drop(name);
            return Instant.ofEpochMilli(number.longValue());
        }
        throw wrong(name, "an integer (milliseconds since the epoch)");
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long;
    }

    /** The object of that name; empty when there is none, or an empty one. */
    Map<String, @Nullable Object> object(String name) {
        Object value = values.get(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(name, "an object");
        }
        if (!map.isEmpty()) {
            drop(name);
        }
        return asObject(map);
    }

    /** The objects in the array of that name, each with its place; empty when there is none, or an empty one. */
    List<Fields> objects(String name) {
        List<?> list = list(name, "an array of objects");
        List<Fields> objects = new ArrayList<>(list.size());
        for (Object element : list) {
            Place at = place.field(name).element(objects.size());
            if (!(element instanceof Map<?, ?> map)) {
                throw at.expected("an object", Place.describe(element));
            }
            objects.add(new Fields(asObject(map), at));
        }
        return objects;
    }

    /** The strings in the array of that name; empty when there is none, or an empty one. */
    List<String> texts(String name) {
        List<?> list = list(name, "an array of strings");
        List<String> texts = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw place.field(name).element(texts.size()).expected("a string", Place.describe(element));
            }
            texts.add(text);
        }
        return texts;
    }

    private List<?> list(String name, String expected) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(name, expected);
        }
        if (!list.isEmpty()) {
            drop(name);
        }
        return list;
    }

    private ExecutionFormatException wrong(String name, String expected) {
        String actual = values.containsKey(name) ? Place.describe(values.get(name)) : "nothing";
        return place.field(name).expected(expected, actual);
    }

    /** An object that {@link TreeReader} made: its keys are strings. */
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> asObject(Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
    }
}
