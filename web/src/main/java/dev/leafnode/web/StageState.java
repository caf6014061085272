package dev.leafnode.web;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a judgment stands, decided or not, as its stage tells: by Orca's {@code judgmentStatus}, {@code judgmentInput}
 * and {@code lastModifiedBy}, and by {@code judgmentComment} and {@code judgmentDecidedAt} of engines that keep those.
 */
final class StageState {

    private StageState() {}

    static Map<String, @Nullable Object> of(String executionId, Stage stage) {
        Map<String, @Nullable Object> context = stage.context();
        Map<String, @Nullable Object> state = named(new StageKey(executionId, stage.id()));
        state.put(
                "attempt", stage.startTime() == null ? null : stage.startTime().toEpochMilli());
        state.put("status", stage.status().name());
        state.put("decision", context.get("judgmentStatus"));
        state.put("input", context.get("judgmentInput"));
        state.put("comment", context.get("judgmentComment"));
        state.put("decidedBy", context.get("lastModifiedBy"));
        state.put("decidedAt", context.get("judgmentDecidedAt"));
        return state;
    }

    /** One that still waits. */
    static Map<String, @Nullable Object> waiting(JudgmentKey key) {
        Map<String, @Nullable Object> state = named(key.stage());
        state.put("attempt", key.attempt());
        state.put("status", "RUNNING");
        return state;
    }

    private static Map<String, @Nullable Object> named(StageKey stage) {
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("executionId", stage.executionId());
        state.put("stageId", stage.stageId());
        return state;
    }
}
