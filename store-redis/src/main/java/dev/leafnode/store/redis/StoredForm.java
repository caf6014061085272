package dev.leafnode.store.redis;

import static java.util.stream.Collectors.toSet;

import dev.leafnode.json.ExecutionJson;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Question;
import dev.leafnode.model.Stage;
import dev.leafnode.model.SyntheticStageOwner;
import dev.leafnode.model.WaitRules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How executions and stages are stored: their JSON, and beside it only what scripts ask for. */
final class StoredForm {

    /** Times beyond are stored as these; they are far outside of what a number in JSON can be. */
    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);

    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final ExecutionJson json = new ExecutionJson();
    private final WaitRules rules;
    private final InstantSource clock;

    StoredForm(WaitRules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** The JSON of an execution without its stages. */
    String body(Execution execution) {
        return json.write(execution.toBuilder().stages(List.of()).build());
    }

    /** The JSON of a stage. */
    String body(Stage stage) {
        return json.writeStage(stage);
    }

    /** What is asked of an execution; the time of its creation is left to the script that stores it. */
    String facts(Execution execution) {
        return new Values()
                .putText("a", execution.application())
                .putText("n", execution.name())
                .putText("s", execution.status().name())
                .put("c", execution.status().isComplete())
                .put("z", execution.isPaused())
                .put("p", millis(execution.pausedAt().orElse(null)))
                .put("e", millis(execution.endTime()))
                .write();
    }

    /** What is asked of a stage; empty if nothing ever is. */
    String facts(Stage stage) {
        boolean isUnderWayBefore = stage.syntheticStageOwner() == SyntheticStageOwner.STAGE_BEFORE
                && !stage.status().isComplete();
        Values facts = new Values()
                .put("w", rules.awaitsExecutions(stage))
                .put("j", rules.isWaitingJudgment(stage) ? attempt(stage.startTime()) : null)
                .put("f", rules.hasFailed(stage) ? attempt(stage.endTime()) : null)
                .put("h", rules.isHeldByPause(stage));
        if (rules.isWaitingJudgment(stage)) {
            facts.put("q", Told.write(Question.of(stage)));
        }
        if (rules.isParent(stage) || rules.isWaitingJudgment(stage)) {
            facts.put("v", millis(rules.deadline(stage).orElse(null)));
        }
        if (isUnderWayBefore) {
            facts.putText("r", stage.parentStageId());
        }
        if (rules.isParent(stage)) {
            Set<String> named = rules.awaitedExecutions(stage).stream()
                    .map(RedisText::write)
                    .collect(toSet());
            facts.put("y", true)
                    .put("e", millis(stage.endTime()))
                    .put("n", named.isEmpty() ? null : Lists.write(named));
        }
        if (!facts.isEmpty()) {
            facts.putText("m", stage.name()).put("b", millis(stage.startTime()));
        }
        return facts.write();
    }

    /** The time by which searches order an execution that is stored for the first time. */
    Instant created(Execution execution) {
        if (execution.buildTime() != null) {
            return execution.buildTime();
        }
        return execution.startTime() != null ? execution.startTime() : clock.instant();
    }

    /** What the fields of a stored execution hold. */
    Execution read(Map<String, String> fields) {
        List<Stage> stages = new ArrayList<>();
        for (String id : Lists.read(fields.getOrDefault("order", ""))) {
            stages.add(json.readStage(fields.getOrDefault("stage:" + id, "")));
        }
        return json.read(fields.getOrDefault("body", "")).toBuilder()
                .stages(stages)
                .build();
    }

    /** Milliseconds since the epoch, as far as these go. */
    static long clamped(Instant instant) {
        if (instant.isBefore(FIRST)) {
            return Long.MIN_VALUE;
        }
        return instant.isAfter(LAST) ? Long.MAX_VALUE : instant.toEpochMilli();
    }

    /** A time before 1970 names no attempt. */
    private static @Nullable Long attempt(@Nullable Instant since) {
        Long attempt = millis(since);
        return attempt == null || attempt < 0 ? null : attempt;
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : clamped(instant);
    }
}
