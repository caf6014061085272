package dev.leafnode.memory;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The latest attempt of each stage that is known; it is open or, like all before it, closed. */
final class Attempts {

    private final Map<String, Map<String, Long>> latestByStage = new HashMap<>();
    private final Map<StageKey, Instant> closedAt = new HashMap<>();

    Optional<JudgmentKey> latest(StageKey stage) {
        return Optional.ofNullable(latestByStage
                        .getOrDefault(stage.executionId(), Map.of())
                        .get(stage.stageId()))
                .map(attempt -> new JudgmentKey(stage, attempt));
    }

    /** That attempt is the latest one now, whatever was known before. */
    void opened(JudgmentKey key) {
        latestByStage
                .computeIfAbsent(key.stage().executionId(), id -> new HashMap<>())
                .put(key.stage().stageId(), key.attempt());
        closedAt.remove(key.stage());
    }

    /** That attempt is closed, and the latest one now; one that was closed before keeps its time. */
    void closed(JudgmentKey key, Instant at) {
        boolean isKnown =
                closedAt.containsKey(key.stage()) && latest(key.stage()).equals(Optional.of(key));
        if (!isKnown) {
            opened(key);
            closedAt.put(key.stage(), at);
        }
    }

    /** Forgets at most so many of those closed before; returns how many. */
    int forget(Instant closedBefore, int most) {
        List<StageKey> old = new ArrayList<>();
        for (Map.Entry<StageKey, Instant> entry : closedAt.entrySet()) {
            if (old.size() < most && entry.getValue().isBefore(closedBefore)) {
                old.add(entry.getKey());
            }
        }
        old.forEach(this::forget);
        return old.size();
    }

    void deleted(String executionId) {
        Map<String, Long> stages = latestByStage.remove(executionId);
        if (stages != null) {
            stages.keySet().forEach(stageId -> closedAt.remove(new StageKey(executionId, stageId)));
        }
    }

    private void forget(StageKey stage) {
        closedAt.remove(stage);
        latestByStage.computeIfPresent(stage.executionId(), (id, stages) -> {
            stages.remove(stage.stageId());
            return stages.isEmpty() ? null : stages;
        });
    }
}
