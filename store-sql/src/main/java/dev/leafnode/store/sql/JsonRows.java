package dev.leafnode.store.sql;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of texts and numbers as one parameter, for databases that have no arrays: a JSON array of JSON arrays. */
final class JsonRows {

    private static final int FIRST_PRINTABLE = ' ';

    private JsonRows() {}

    static String of(Collection<? extends List<? extends @Nullable Object>> rows) {
        return rows.stream().map(JsonRows::row).collect(Collectors.joining(",", "[", "]"));
    }

    /** A row of one column for each. */
    static String ofEach(Collection<String> texts) {
        return of(texts.stream().map(List::of).toList());
    }

    private static String row(List<? extends @Nullable Object> columns) {
        return columns.stream().map(JsonRows::value).collect(Collectors.joining(",", "[", "]"));
    }

    private static String value(@Nullable Object value) {
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < FIRST_PRINTABLE) {
                json.append("\\u%04x".formatted((int) c));
            } else if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
