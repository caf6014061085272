package dev.leafnode.store.sql;

import dev.leafnode.json.ExecutionJson;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Question;
import dev.leafnode.model.Stage;
import dev.leafnode.model.SyntheticStageOwner;
import dev.leafnode.model.WaitRules;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** How executions and stages stand in the tables: their JSON, and beside it only what statements ask for. */
final class StoredForm {

    /** As the columns have it. */
    static final int LONGEST_ID = 64;

    private static final int LONGEST_NAME = 255;

    private final WaitRules rules;
    private final InstantSource clock;

    StoredForm(WaitRules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** The columns of an execution. */
    MapSqlParameterSource write(Execution execution) {
        String body =
                Json.EXECUTIONS.write(execution.toBuilder().stages(List.of()).build());
        return new MapSqlParameterSource()
                .addValue("id", execution.id())
                .addValue("application", execution.application())
                .addValue("name", searchedName(execution.name()))
                .addValue("pipeline", StoredText.write(execution.name()))
                .addValue("status", execution.status().name())
                .addValue("complete", execution.status().isComplete())
                .addValue("pausedAt", millis(execution.pausedAt().orElse(null)))
                .addValue("createdAt", created(execution).toEpochMilli())
                .addValue("builtAt", millis(execution.buildTime()), Types.BIGINT)
                .addValue("digest", Digest.hex(body))
                .addValue("body", body);
    }

    /** The rows of its stages, in order. */
    List<StoredStage> stages(Execution execution) {
        List<StoredStage> stored = new ArrayList<>(execution.stages().size());
        for (Stage stage : execution.stages()) {
            stored.add(stage(execution.id(), stage, stored.size()));
        }
        return stored;
    }

    /** The row of one stage, whose place among the others is not known here. */
    StoredStage stage(String executionId, Stage stage) {
        return stage(executionId, stage, null);
    }

    /** What was written by {@link #write} and {@link #stages}. */
    Execution read(String body, List<String> stageBodies) {
        List<Stage> stages =
                stageBodies.stream().map(Json.EXECUTIONS::readStage).toList();
        return Json.EXECUTIONS.read(body).toBuilder().stages(stages).build();
    }

    /** What an exact search by name compares: the name, or its digest where the column could not hold it. */
    static @Nullable String searchedName(@Nullable String name) {
        if (name == null || (name.length() <= LONGEST_NAME && name.indexOf('\0') < 0)) {
            return name;
        }
        return Digest.hex(name);
    }

    private StoredStage stage(String executionId, Stage stage, @Nullable Integer position) {
        String body = Json.EXECUTIONS.writeStage(stage);
        return new StoredStage(
                executionId,
                stage.id(),
                position,
                stage.name(),
                rules.awaitsExecutions(stage),
                rules.awaitedExecutions(stage),
                state(stage),
                Digest.hex(body),
                body);
    }

    private StoredState state(Stage stage) {
        boolean isUnderWayBefore = stage.syntheticStageOwner() == SyntheticStageOwner.STAGE_BEFORE
                && !stage.status().isComplete();
        return new StoredState(
                rules.isWaitingJudgment(stage) ? attempt(stage.startTime()) : null,
                rules.hasFailed(stage) ? attempt(stage.endTime()) : null,
                rules.isHeldByPause(stage),
                millis(stage.startTime()),
                isUnderWayBefore ? idIfAny(stage.parentStageId()) : null,
                millis(rules.deadline(stage).orElse(null)),
                rules.isJudgment(stage) ? Question.of(stage) : null);
    }

    /** What can be no id names no stage. */
    private static @Nullable String idIfAny(@Nullable String text) {
        return text == null || text.length() > LONGEST_ID || text.indexOf('\0') >= 0 ? null : text;
    }

    /** A time before 1970 names no attempt. */
    private static @Nullable Long attempt(@Nullable Instant since) {
        Long attempt = millis(since);
        return attempt == null || attempt < 0 ? null : attempt;
    }

    private Instant created(Execution execution) {
        if (execution.buildTime() != null) {
            return execution.buildTime();
        }
        return execution.startTime() != null ? execution.startTime() : clock.instant();
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    /**
     * Made when the first execution is stored: an engine that keeps its executions itself may have a Jackson that is
     * older than ours.
     */
    private static final class Json {
        static final ExecutionJson EXECUTIONS = new ExecutionJson();
    }
}
