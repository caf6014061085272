package dev.leafnode.model;

/**
 * What an ancestor's stage shows: the judgment below it that has waited longest, and how many wait.
 *
 * @param ancestor the stage that waits, directly or through others, for the leaf
 * @param longestWaiting the judgment the stage links to
 * @param count how many open judgments show on the stage, at least 1
 */
public record JudgmentLink(StageKey ancestor, Judgment longestWaiting, int count) {

    public JudgmentLink {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "link on stage %s: expected a count of 1 or more, got %d".formatted(ancestor, count));
        }
    }
}
