package dev.leafnode.store.redis;

/**
 * Text as it stands in keys, members and fields: every character but printable ASCII is written as the character 0x7F
 * and four hexadecimal digits. So scripts compare and split texts of one byte a character, tabs and line feeds are free
 * to separate them, half a pair of surrogates survives, and texts sort as {@link String#compareTo} sorts them.
 */
final class RedisText {

    private static final char ESCAPE = '\u007f';
    private static final int DIGITS = 4;

    private RedisText() {}

    static String write(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder written = new StringBuilder(text.length() + DIGITS);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                written.append(c);
            } else {
                written.append(ESCAPE).append("%04X".formatted((int) c));
            }
        }
        return written.toString();
    }

    static String read(String written) {
        if (written.indexOf(ESCAPE) < 0) {
            return written;
        }
        StringBuilder text = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == ESCAPE) {
                text.append((char) Integer.parseInt(written, i + 1, i + 1 + DIGITS, 16));
                i += DIGITS;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < ESCAPE;
    }
}
