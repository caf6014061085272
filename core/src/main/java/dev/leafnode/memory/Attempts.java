package dev.leafnode.memory;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The latest attempt of each stage that is known; it is open or, like all before it, closed. */
final class Attempts {

    private final Map<String, Map<String, Long>> latestByStage = new HashMap<>();

    Optional<JudgmentKey> latest(StageKey stage) {
        return Optional.ofNullable(latestByStage
                        .getOrDefault(stage.executionId(), Map.of())
                        .get(stage.stageId()))
                .map(attempt -> new JudgmentKey(stage, attempt));
    }

    void remember(JudgmentKey key) {
        latestByStage
                .computeIfAbsent(key.stage().executionId(), id -> new HashMap<>())
                .merge(key.stage().stageId(), key.attempt(), Math::max);
    }

    void deleted(String executionId) {
        latestByStage.remove(executionId);
    }
}
