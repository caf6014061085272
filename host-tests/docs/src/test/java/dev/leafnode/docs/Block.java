package dev.leafnode.docs;

import java.util.List;

/**
 * A block of code in a page.
 *
 * @param language what stands behind its fence; empty if nothing does
 * @param place the page and the line, for messages
 */
record Block(String language, String text, String place) {

    boolean is(String... languages) {
        return List.of(languages).contains(language);
    }

    /** Its commands, with those that go on in the next line made whole, and without comments. */
    List<String> commands() {
        return text.replace("\\\n", " ")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
