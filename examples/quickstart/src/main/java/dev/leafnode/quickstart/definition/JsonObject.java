package dev.leafnode.quickstart.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of parsed JSON, read field by field with errors that say what stands where.
 *
 * @param where what the object is, as messages name it
 */
public record JsonObject(String where, Map<String, @Nullable Object> fields) {

    /**
     * Takes a parsed JSON value for an object.
     *
     * @throws InvalidInputException if it is none
     */
    public static JsonObject of(String where, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new InvalidInputException("%s: expected an object, got %s".formatted(where, kind(value)));
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((name, field) -> fields.put(String.valueOf(name), field));
        return new JsonObject(where, fields);
    }

    /** The text of a field that must be there. */
    public String text(String field) {
        String text = optionalText(field);
        if (text == null || text.isBlank()) {
            throw new InvalidInputException("%s: expected a text in '%s', got none".formatted(where, field));
        }
        return text;
    }

    /** The text of a field, or null when it is not there. */
    public @Nullable String optionalText(String field) {
        Object value = fields.get(field);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new InvalidInputException("%s: expected a text in '%s', got %s".formatted(where, field, kind(value)));
    }

    /** The elements of an array; none when the field is not there. */
    public List<@Nullable Object> array(String field) {
        Object value = fields.get(field);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        throw new InvalidInputException("%s: expected an array in '%s', got %s".formatted(where, field, kind(value)));
    }

    /** The elements of an array of texts; none when the field is not there. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (@Nullable Object element : array(field)) {
            if (!(element instanceof String text)) {
                throw new InvalidInputException(
                        "%s: expected texts in '%s', got %s".formatted(where, field, kind(element)));
            }
            texts.add(text);
        }
        return texts;
    }

    /** Every field but these. */
    Map<String, @Nullable Object> without(Set<String> names) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(fields);
        rest.keySet().removeAll(names);
        return rest;
    }

    private static String kind(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "an array";
        }
        return value instanceof String ? "a text" : String.valueOf(value);
    }
}
