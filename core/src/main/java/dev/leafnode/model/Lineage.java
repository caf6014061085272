package dev.leafnode.model;

import java.util.List;

/** The ancestors of an execution, as whoever opens a judgment knows them. */
public sealed interface Lineage {

    /** More ancestors than this are not followed: no tree of pipelines is that deep, but a forged one may be. */
    int MAX_DEPTH = 1_000;

    /** The repository stored the execution when it was created, and with it the lineage. */
    static Lineage stored() {
        return new Stored();
    }

    /**
     * The ancestors are these, from the parent to the root.
     *
     * @throws IllegalArgumentException if there are more than {@value #MAX_DEPTH}
     */
    static Lineage of(List<StageKey> ancestors) {
        return ofAncestors(ancestors.stream().map(Ancestor::new).toList());
    }

    /** The same, with what is known of each. */
    static Lineage ofAncestors(List<Ancestor> ancestors) {
        return new Known(ancestors);
    }

    /** See {@link Lineage#stored()}. */
    record Stored() implements Lineage {}

    /**
     * See {@link Lineage#of(List)}.
     *
     * @param ancestors the waiting stages, from the parent's to the root's
     */
    record Known(List<Ancestor> ancestors) implements Lineage {

        public Known {
            ancestors = List.copyOf(ancestors);
            if (ancestors.size() > MAX_DEPTH) {
                throw new IllegalArgumentException("lineage from %s: expected at most %d ancestors, got %d"
                        .formatted(ancestors.get(0).stage(), MAX_DEPTH, ancestors.size()));
            }
        }

        /** The ancestors by their ids alone. */
        public List<StageKey> stages() {
            return ancestors.stream().map(Ancestor::stage).toList();
        }
    }
}
