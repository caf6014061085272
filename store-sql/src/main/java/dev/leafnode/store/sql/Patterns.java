package dev.leafnode.store.sql;

import dev.leafnode.repository.Letters;
import org.jspecify.annotations.Nullable;

/** Patterns of {@code like ... escape '!'}, for what {@code translate} has put in lower case. */
final class Patterns {

    private static final char ESCAPE = '!';

    private Patterns() {}

    /** What contains a text, where columns hold what {@link StoredText#write} makes of texts. */
    static @Nullable String containing(@Nullable String text) {
        return text == null ? null : pattern(String.valueOf(StoredText.write(Letters.lowerCase(text))));
    }

    /** What contains a text, where columns hold it as it is, without control characters. */
    static @Nullable String containingAsItIs(@Nullable String text) {
        return text == null ? null : pattern(StoredText.sought(Letters.lowerCase(text)));
    }

    private static String pattern(String text) {
        StringBuilder pattern = new StringBuilder("%");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ESCAPE || c == '%' || c == '_') {
                pattern.append(ESCAPE);
            }
            pattern.append(c);
        }
        return pattern.append('%').toString();
    }
}
