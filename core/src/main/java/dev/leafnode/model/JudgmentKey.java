package dev.leafnode.model;

import java.time.Instant;
import java.util.Comparator;

/**
 * One wait of one stage for a human. A restarted stage keeps its id and makes a new attempt. The natural order is
 * longest-waiting first: by attempt, then by execution id, then by stage id.
 *
 * @param stage the stage that waits
 * @param attempt the start time of the stage in milliseconds since the epoch
 */
public record JudgmentKey(StageKey stage, long attempt) implements Comparable<JudgmentKey> {

    private static final Comparator<JudgmentKey> LONGEST_WAITING_FIRST = Comparator.comparingLong(JudgmentKey::attempt)
            .thenComparing(key -> key.stage().executionId())
            .thenComparing(key -> key.stage().stageId());

    public JudgmentKey {
        if (attempt < 0) {
            throw new IllegalArgumentException(
                    "stage %s: expected an attempt of 0 or later (epoch millis), got %d".formatted(stage, attempt));
        }
    }

    /** The instant the wait began. */
    public Instant since() {
        return Instant.ofEpochMilli(attempt);
    }

    @Override
    public int compareTo(JudgmentKey other) {
        return LONGEST_WAITING_FIRST.compare(this, other);
    }
}
