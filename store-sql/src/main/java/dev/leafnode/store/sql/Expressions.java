package dev.leafnode.store.sql;

import org.jspecify.annotations.Nullable;

/**
 * Regular expressions that stand for {@link Patterns} where a database cannot put the letters A to Z, and no others, in
 * lower case. They say nothing on which kinds of regular expressions differ.
 */
final class Expressions {

    private static final String ANYTHING = "^";

    private Expressions() {}

    /** What contains a text, where columns hold what {@link StoredText#write} makes of texts. */
    static @Nullable String containing(@Nullable String text) {
        return text == null ? null : expression(String.valueOf(StoredText.write(text)));
    }

    /** What contains a text, where columns hold it as it is, without control characters. */
    static @Nullable String containingAsItIs(@Nullable String text) {
        return text == null ? null : expression(StoredText.sought(text));
    }

    private static String expression(String text) {
        if (text.isEmpty()) {
            return ANYTHING;
        }
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            append(expression, text.charAt(i));
        }
        return expression.toString();
    }

    private static void append(StringBuilder expression, char c) {
        if (isLetter(c)) {
            expression
                    .append('[')
                    .append(Character.toLowerCase(c))
                    .append(Character.toUpperCase(c))
                    .append(']');
        } else if (isSign(c)) {
            expression.append('\\').append(c);
        } else {
            expression.append(c);
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isSign(char c) {
        return c > ' ' && c < '\u007f' && !(c >= '0' && c <= '9');
    }
}
