package dev.leafnode.store.tck;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.util.HashMap;
import java.util.Map;

/**
 * When waiting stages ended. What waited below then does not show again through the stage when it is restarted: it waits
 * for a new child from then on, even before it knows that one's id, and only a reconciler could tell the difference.
 */
final class Cuts {

    private final Map<StageKey, Long> endedAt = new HashMap<>();

    void ended(StageKey stage, long epochMillis) {
        endedAt.merge(stage, epochMillis, Math::max);
    }

    boolean cuts(StageKey stage, JudgmentKey judgment) {
        return judgment.attempt() <= endedAt.getOrDefault(stage, Long.MIN_VALUE);
    }
}
