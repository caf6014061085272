package dev.leafnode.repository;

import java.util.Collection;

/** The bounds of queries, so that no caller can ask for an unbounded answer. */
final class Limits {

    private Limits() {}

    static void require(int limit, int largest) {
        if (limit < 1 || limit > largest) {
            throw new IllegalArgumentException("limit: expected 1 to %d, got %d".formatted(largest, limit));
        }
    }

    static void requireAtMost(String what, Collection<?> values, int most) {
        if (values.size() > most) {
            throw new IllegalArgumentException("%s: expected at most %d, got %d".formatted(what, most, values.size()));
        }
    }
}
