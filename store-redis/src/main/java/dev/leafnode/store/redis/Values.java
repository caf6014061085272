package dev.leafnode.store.redis;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lines "name=value", the form in which scripts read what is kept. What is null has no line. */
final class Values {

    private final Map<String, String> values = new TreeMap<>();

    static Values read(String text) {
        Values read = new Values();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            int equals = text.indexOf('=', start);
            read.values.put(text.substring(start, equals), text.substring(equals + 1, end));
            start = end + 1;
        }
        return read;
    }

    Values put(String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }

    /** A text that people wrote. */
    Values putText(String name, @Nullable String text) {
        return put(name, text == null ? null : RedisText.write(text));
    }

    Values put(String name, @Nullable Long number) {
        return put(name, number == null ? null : number.toString());
    }

    /** 1, or no line. */
    Values put(String name, boolean flag) {
        return put(name, flag ? "1" : null);
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    @Nullable
    String text(String name) {
        String value = values.get(name);
        return value == null ? null : RedisText.read(value);
    }

    String require(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(
                    "stored values %s: expected one of name %s, got none".formatted(values, name));
        }
        return value;
    }

    boolean flag(String name) {
        return values.containsKey(name);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    String write() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : "\n").append(name).append('=').append(value));
        return text.toString();
    }
}
