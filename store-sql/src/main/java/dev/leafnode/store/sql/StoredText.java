package dev.leafnode.store.sql;

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

    static @Nullable String read(@Nullable String stored) {
        if (stored == null || stored.indexOf('\\') < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            char c = stored.charAt(i);
            if (c == '\\') {
                i++;
                text.append(stored.charAt(i) == '0' ? '\0' : '\\');
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
