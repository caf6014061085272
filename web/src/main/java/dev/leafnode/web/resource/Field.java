package dev.leafnode.web.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An object in a text that is read, which knows where it stands. A field that is null is not there. */
record Field(String place, JsonNode node) {

    /** What the design document writes where a time will be. */
    private static final Pattern SOME_TIME = Pattern.compile("now(?: *- *[0-9]+)?");

    Field {
        if (!node.isObject()) {
            throw expected(place, "an object", node);
        }
    }

    @Nullable
    String text(String name) {
        return text(at(name), node.path(name));
    }

    String requireText(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            throw new ResourceFormatException(
                    "%s: expected a text, got %s".formatted(at(name), text == null ? "nothing" : "an empty one"));
        }
        return text;
    }

    void requireText(String name, String value) {
        String text = requireText(name);
        if (!text.equals(value)) {
            throw new ResourceFormatException("%s: expected %s, got '%s'".formatted(at(name), value, text));
        }
    }

    @Nullable
    Integer number(String name) {
        JsonNode value = node.path(name);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw expected(at(name), "a number of 0 or more", value);
        }
        return value.intValue();
    }

    /** A time in RFC 3339. */
    @Nullable
    Instant time(String name) {
        String text = text(name);
        if (text == null || SOME_TIME.matcher(text.strip()).matches()) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (Times.isExpressible(time)) {
                return time;
            }
        } catch (DateTimeException malformed) {
            // Refused like a time that is out of bounds.
        }
        throw expected(at(name), "a time in RFC 3339 such as 2026-03-01T12:00:00Z", node.path(name));
    }

    /** The object in a field; an empty one if there is none. */
    Field object(String name) {
        JsonNode value = node.path(name);
        return new Field(at(name), isAbsent(value) ? ResourceJson.JSON.createObjectNode() : value);
    }

    Field requireObject(String name) {
        if (isAbsent(node.path(name))) {
            throw new ResourceFormatException("%s: expected an object, got nothing".formatted(at(name)));
        }
        return object(name);
    }

    /** The objects in a list; none if there is no list. */
    List<Field> objects(String name) {
        JsonNode value = node.path(name);
        if (!isAbsent(value) && !value.isArray()) {
            throw expected(at(name), "a list", value);
        }
        List<Field> objects = new ArrayList<>();
        value.forEach(one -> objects.add(new Field("%s[%d]".formatted(at(name), objects.size()), one)));
        return objects;
    }

    /** An object that holds nothing but texts. */
    Map<String, String> texts(String name) {
        Field object = object(name);
        Map<String, String> texts = new LinkedHashMap<>();
        object.node.fieldNames().forEachRemaining(key -> {
            String text = object.text(key);
            if (text != null) {
                texts.put(key, text);
            }
        });
        return texts;
    }

    boolean has(String name) {
        return !isAbsent(node.path(name));
    }

    ResourceFormatException expected(String name, String what) {
        return expected(at(name), what, node.path(name));
    }

    private String at(String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    private static @Nullable String text(String place, JsonNode value) {
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isTextual()) {
            throw expected(place, "a text", value);
        }
        return value.textValue();
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static ResourceFormatException expected(String place, String what, JsonNode value) {
        return new ResourceFormatException(
                "%s: expected %s, got %s".formatted(place.isEmpty() ? "the document" : place, what, said(value)));
    }

    private static String said(JsonNode value) {
        if (value.isTextual()) {
            return "'" + value.textValue() + "'";
        }
        return value.isValueNode() ? value.asText() : value.isArray() ? "a list" : "an object";
    }
}
