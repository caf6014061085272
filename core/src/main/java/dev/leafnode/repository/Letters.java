package dev.leafnode.repository;

/** The one way in which texts are compared without regard to case: every store can do it. */
public final class Letters {

    private Letters() {}

    /** A text with the letters A to Z, and no others, in lower case. */
    public static String lowerCase(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c - 'A' + 'a'));
            }
        }
        return lower.toString();
    }
}
