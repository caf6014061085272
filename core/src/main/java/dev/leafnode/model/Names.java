package dev.leafnode.model;

/** The limits of identifiers, checked in one place so that every error reads the same. */
final class Names {

    private static final int LONGEST_ID = 64;
    private static final int LONGEST_APPLICATION = 255;

    private Names() {}

    static String id(String what, String id) {
        return limited(what, id, LONGEST_ID);
    }

    static String application(String what, String application) {
        return limited(what, application, LONGEST_APPLICATION);
    }

    static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= LONGEST_ID && id.chars().noneMatch(Character::isISOControl);
    }

    private static String limited(String what, String text, int longest) {
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException("%s '%s': expected 1 to %d characters, got %d"
                    .formatted(what, shortened(text), longest, text.length()));
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("%s '%s': expected no control characters, got one at index %d"
                    .formatted(what, shortened(text), firstControl(text)));
        }
        return text;
    }

    private static int firstControl(String text) {
        int index = 0;
        while (!Character.isISOControl(text.charAt(index))) {
            index++;
        }
        return index;
    }

    private static String shortened(String text) {
        String head = text.length() <= LONGEST_ID ? text : text.substring(0, LONGEST_ID) + "…";
        return head.codePoints()
                .map(point -> Character.isISOControl(point) ? '\uFFFD' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
