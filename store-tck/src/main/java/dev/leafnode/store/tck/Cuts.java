package dev.leafnode.store.tck;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.util.HashMap;
import java.util.Map;

/**
 * When stages stopped waiting for executions. What waited below then does not show again through the stage when it is
 * restarted: it waits for a new child from then on, even before it knows that one's id, and the true states do not tell
 * the difference. A way that was cut stays cut until a reconciler restores it.
 */
final class Cuts {

    private record Way(StageKey stage, String child) {}

    private final Map<Way, Long> endedAt = new HashMap<>();

    void ended(StageKey stage, String child, long epochMillis) {
        endedAt.merge(new Way(stage, child), epochMillis, Math::max);
    }

    boolean cuts(StageKey stage, String child, JudgmentKey judgment) {
        return judgment.attempt() <= endedAt.getOrDefault(new Way(stage, child), Long.MIN_VALUE);
    }
}
