package dev.leafnode.web.resource;

/** What is asked of texts in a resource. */
final class Texts {

    private Texts() {}

    static void requireText(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(what + ": expected a text, got an empty one");
        }
    }

    /** The text with its first letter, if it is one of a to z, in upper case. */
    static String capitalized(String text) {
        char first = text.charAt(0);
        return first >= 'a' && first <= 'z' ? (char) (first - 'a' + 'A') + text.substring(1) : text;
    }

    /** The text with its first letter, if it is one of A to Z, in lower case. */
    static String uncapitalized(String text) {
        char first = text.charAt(0);
        return first >= 'A' && first <= 'Z' ? (char) (first - 'A' + 'a') + text.substring(1) : text;
    }
}
