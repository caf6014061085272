package dev.leafnode.store.tck;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.SyntheticStageOwner;
import dev.leafnode.model.Task;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stages as engines write them, none of them started. */
final class Stages {

    private Stages() {}

    static StageKey key(String executionId, String stageId) {
        return new StageKey(executionId, stageId);
    }

    /** A stage that starts another pipeline and waits for it. */
    static Stage pipeline(String id) {
        return ofType("pipeline", id);
    }

    /** A stage that waits for a human, with its one task. */
    static Stage judgment(String id) {
        Stage stage = ofType("manualJudgment", id);
        Map<String, @Nullable Object> context = new LinkedHashMap<>(stage.context());
        context.put("instructions", "Look at " + id);
        context.put("judgmentInputs", List.of(Map.of("value", "now"), Map.of("value", "later")));
        context.put("requiredJudgmentRoles", List.of("releasers", "admins"));
        return stage.toBuilder()
                .context(context)
                .tasks(List.of(Task.notStarted("1", "waitForJudgment")))
                .build();
    }

    static Stage ofType(String type, String id) {
        return Stage.builder(id, type)
                .refId("ref-" + id)
                .name("the " + type + " " + id)
                .context(Map.of("polls", 0))
                .build();
    }

    /** That stage as one that the engine runs before or after the tasks of another. */
    static Stage synthetic(Stage stage, SyntheticStageOwner owner, String parentStageId) {
        return stage.toBuilder()
                .syntheticStageOwner(owner)
                .parentStageId(parentStageId)
                .build();
    }

    static Stage running(Stage stage, Instant since) {
        return stage.toBuilder()
                .status(ExecutionStatus.RUNNING)
                .startTime(since)
                .endTime(null)
                .tasks(stage.tasks().stream().map(task -> task.running(since)).toList())
                .build();
    }

    static Stage ended(Stage stage, ExecutionStatus end, Instant at) {
        return stage.toBuilder()
                .status(end)
                .endTime(at)
                .tasks(stage.tasks().stream()
                        .map(task -> task.status().isComplete() ? task : task.ended(end, at))
                        .toList())
                .build();
    }
}
