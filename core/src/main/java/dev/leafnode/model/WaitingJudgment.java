package dev.leafnode.model;

import java.util.List;

/**
 * An open judgment with the way to it.
 *
 * @param judgment the judgment
 * @param path the ancestor stages it shows on, from the root to the leaf's parent; empty when no stage waits for the
 *     leaf any more, or none ever did. Where several ways lead to the leaf, the one along the triggers
 */
public record WaitingJudgment(Judgment judgment, List<StageKey> path) {

    public WaitingJudgment {
        path = List.copyOf(path);
    }
}
