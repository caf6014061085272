package dev.leafnode.orca;

import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.TaskExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.Trigger;
import com.netflix.spinnaker.orca.pipeline.model.PipelineTrigger;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.ExecutionType;
import dev.leafnode.model.Stage;
import dev.leafnode.model.SyntheticStageOwner;
import dev.leafnode.model.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.PropertyAccessor;
import org.springframework.beans.PropertyAccessorFactory;

/**
 * Orca's executions as navigation's, with what navigation asks of them and nothing else: their state, who started them, and
 * of the contexts, which may hold a megabyte, the few keys that say who waits and what is asked.
 *
 * <p>Contexts are gone through entry by entry: to ask one for a key may evaluate an expression, and falls through to the
 * outputs of the stages before.
 */
final class OrcaModel {

    private static final Logger log = LoggerFactory.getLogger(OrcaModel.class);

    private static final Set<String> CONTEXT = Set.of(
            "executionId",
            "executionIds",
            "waitForCompletion",
            "stageTimeoutMs",
            "instructions",
            "judgmentInputs",
            "requiredJudgmentRoles",
            "selectedStageRoles",
            "group",
            "initializationStage");

    private OrcaModel() {}

    /**
     * The execution as it stands.
     *
     * @throws IllegalArgumentException if it has an id that no engine could have made
     */
    static Execution execution(PipelineExecution execution) {
        return Execution.builder(execution.getId(), execution.getApplication())
                .type(new ExecutionType(execution.getType().name()))
                .name(execution.getName())
                .status(new ExecutionStatus(execution.getStatus().name()))
                .buildTime(instant(execution.getBuildTime()))
                .startTime(instant(execution.getStartTime()))
                .endTime(instant(execution.getEndTime()))
                .trigger(trigger(execution.getTrigger()))
                .stages(stages(execution))
                .extra(paused(execution.getPaused()))
                .build();
    }

    /** One that navigation cannot take is left out, and with it nothing else: who waits elsewhere still does. */
    private static List<Stage> stages(PipelineExecution execution) {
        List<Stage> stages = new ArrayList<>();
        for (StageExecution stage : execution.getStages()) {
            try {
                stages.add(stage(stage));
            } catch (IllegalArgumentException | NullPointerException notUnderstood) {
                log.debug("Stage {} of execution {} is left out", stage.getId(), execution.getId(), notUnderstood);
            }
        }
        return stages;
    }

    static Stage stage(StageExecution stage) {
        return Stage.builder(stage.getId(), stage.getType())
                .refId(stage.getRefId())
                .name(stage.getName())
                .status(new ExecutionStatus(stage.getStatus().name()))
                .startTime(instant(stage.getStartTime()))
                .endTime(instant(stage.getEndTime()))
                .syntheticStageOwner(owner(stage))
                .parentStageId(stage.getParentStageId())
                .requisiteStageRefIds(List.copyOf(stage.getRequisiteStageRefIds()))
                .context(context(stage.getContext()))
                .tasks(stage.getTasks().stream().map(OrcaModel::task).toList())
                .build();
    }

    static Task task(TaskExecution task) {
        return new Task(
                task.getId(),
                task.getName(),
                new ExecutionStatus(task.getStatus().name()),
                instant(task.getStartTime()),
                instant(task.getEndTime()),
                Map.of());
    }

    private static @Nullable SyntheticStageOwner owner(StageExecution stage) {
        return stage.getSyntheticStageOwner() == null
                ? null
                : SyntheticStageOwner.valueOf(stage.getSyntheticStageOwner().name());
    }

    /** The snapshot names the parent, and so does Orca's reference, whose class is not there in every Orca. */
    private static dev.leafnode.model.Trigger trigger(@Nullable Trigger trigger) {
        if (trigger instanceof PipelineTrigger started) {
            return reference(
                    started.getType(), started.getParentExecution().getId(), started.getParentPipelineStageId());
        }
        if (trigger != null) {
            PropertyAccessor fields = PropertyAccessorFactory.forBeanPropertyAccess(trigger);
            return reference(
                    trigger.getType(), text(fields, "parentExecutionId"), text(fields, "parentPipelineStageId"));
        }
        return dev.leafnode.model.Trigger.empty();
    }

    private static dev.leafnode.model.Trigger reference(
            @Nullable String type, @Nullable String executionId, @Nullable String stageId) {
        return new dev.leafnode.model.Trigger(type, null, executionId, stageId, Map.of());
    }

    private static @Nullable String text(PropertyAccessor fields, String name) {
        return fields.isReadableProperty(name) && fields.getPropertyValue(name) instanceof String text ? text : null;
    }

    private static Map<String, @Nullable Object> paused(PipelineExecution.@Nullable PausedDetails paused) {
        return paused == null || paused.getPauseTime() == null
                ? Map.of()
                : Map.of("paused", Map.of("pauseTime", paused.getPauseTime()));
    }

    private static Map<String, @Nullable Object> context(Map<String, Object> context) {
        Map<String, @Nullable Object> asked = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : context.entrySet()) {
            if (CONTEXT.contains(entry.getKey())) {
                asked.put(entry.getKey(), plain(entry.getValue()));
            }
        }
        return asked;
    }

    /** JSON values, whatever a task has put into the context. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Number) {
            return value;
        }
        if (value instanceof Collection<?> several) {
            List<@Nullable Object> plain = new ArrayList<>();
            several.forEach(one -> plain.add(plain(one)));
            return plain;
        }
        if (value instanceof Map<?, ?> fields) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            fields.forEach((name, field) -> plain.put(String.valueOf(name), plain(field)));
            return plain;
        }
        return value.toString();
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
