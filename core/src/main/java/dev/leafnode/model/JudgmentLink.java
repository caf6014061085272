package dev.leafnode.model;

/**
 * What an ancestor's stage shows of one application: the judgment below it that has waited longest, and how many wait.
 * A stage below which judgments of several applications are open has a link for each.
 *
 * @param ancestor the stage that waits, directly or through others, for the leaf
 * @param longestWaiting the judgment the stage links to
 * @param application the application of its leaf execution
 * @param count how many open judgments of this application show on the stage, at least 1
 */
public record JudgmentLink(StageKey ancestor, JudgmentKey longestWaiting, String application, int count) {

    public JudgmentLink {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "link on stage %s: expected a count of 1 or more, got %d".formatted(ancestor, count));
        }
    }

    /** A link to that judgment. */
    public JudgmentLink(StageKey ancestor, Judgment longestWaiting, int count) {
        this(ancestor, longestWaiting.key(), longestWaiting.application(), count);
    }

    /** What this link and another one of the same stage show together. */
    public JudgmentLink and(JudgmentLink other) {
        JudgmentLink longest = longestWaiting.compareTo(other.longestWaiting) <= 0 ? this : other;
        return new JudgmentLink(ancestor, longest.longestWaiting, longest.application, count + other.count);
    }
}
