package dev.leafnode.store.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text that people wrote, in columns that refuse the character U+0000: it is stored as a backslash and a zero. */
final class StoredText {

    private StoredText() {}

    /** An id or an application to look for. None has a control character: what columns refuse is found nowhere. */
    static String sought(String id) {
        return id.replace('\0', '\n');
    }

    static @Nullable String soughtIfAny(@Nullable String id) {
        return id == null ? null : sought(id);
    }

    static @Nullable String write(@Nullable String text) {
        return text == null ? null : text.replace("\\", "\\\\").replace("\0", "\\0");
    }

    /** Several texts, each of which ends with a line feed; one within a text is stored as a backslash and an n. */
    static String writeAll(Collection<String> texts) {
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            all.append(text.replace("\\", "\\\\").replace("\0", "\\0").replace("\n", "\\n"))
                    .append('\n');
        }
        return all.toString();
    }

    /** What {@link #writeAll} wrote. */
    static List<String> readAll(String stored) {
        List<String> texts = new ArrayList<>();
        int start = 0;
        for (int end = stored.indexOf('\n'); end >= 0; end = stored.indexOf('\n', start)) {
            texts.add(unescaped(stored.substring(start, end)));
            start = end + 1;
        }
        return texts;
    }

    static @Nullable String read(@Nullable String stored) {
        return stored == null ? null : unescaped(stored);
    }

    private static String unescaped(String stored) {
        if (stored.indexOf('\\') < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            char c = stored.charAt(i);
            if (c == '\\') {
                i++;
                char escaped = stored.charAt(i);
                text.append(escaped == '0' ? '\0' : escaped == 'n' ? '\n' : '\\');
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
