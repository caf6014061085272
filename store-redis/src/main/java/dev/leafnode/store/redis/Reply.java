package dev.leafnode.store.redis;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a script returned.
 *
 * @param value a text, a number, a list of such, or null for nothing
 */
record Reply(@Nullable Object value) {

    boolean isNothing() {
        return value == null;
    }

    boolean isNumber() {
        return value instanceof Long;
    }

    String text() {
        return (String) requireNonNull(value, "reply");
    }

    /** Null for nothing. */
    @Nullable
    String textIfAny() {
        return (String) value;
    }

    long number() {
        return (Long) requireNonNull(value, "reply");
    }

    boolean flag() {
        return number() != 0;
    }

    int size() {
        return ((List<?>) requireNonNull(value, "reply")).size();
    }

    Reply at(int index) {
        return new Reply(((List<?>) requireNonNull(value, "reply")).get(index));
    }

    List<Reply> list() {
        List<Reply> replies = new ArrayList<>();
        ((List<?>) requireNonNull(value, "reply")).forEach(element -> replies.add(new Reply(element)));
        return replies;
    }

    List<String> texts() {
        return list().stream().map(Reply::text).toList();
    }

    /** A list of fields and values, as a hash is returned. */
    Map<String, String> hash() {
        List<String> texts = texts();
        Map<String, String> hash = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i += 2) {
            hash.put(texts.get(i), texts.get(i + 1));
        }
        return hash;
    }
}
