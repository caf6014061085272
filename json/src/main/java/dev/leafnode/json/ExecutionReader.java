package dev.leafnode.json;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionType;
import dev.leafnode.model.Stage;
import dev.leafnode.model.SyntheticStageOwner;
import dev.leafnode.model.Task;
import dev.leafnode.model.Trigger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records of JSON objects. Which field becomes which component stands here and in {@link ExecutionWriter}. */
final class ExecutionReader {

    private ExecutionReader() {}

    static Execution execution(Fields fields) {
        String id = fields.requiredText("id");
        Execution.Builder builder = Execution.builder(id, fields.requiredText("application"))
                .type(type(fields))
                .name(fields.text("name"))
                .status(fields.requiredStatus("status"))
                .buildTime(fields.time("buildTime"))
                .startTime(fields.time("startTime"))
                .endTime(fields.time("endTime"))
                .trigger(trigger(fields))
                .stages(stages(fields));
        try {
            return builder.extra(fields.extra()).build();
        } catch (IllegalArgumentException e) {
            throw fields.place().refused(e);
        }
    }

    private static ExecutionType type(Fields fields) {
        String type = fields.requiredText("type");
        try {
            return new ExecutionType(type);
        } catch (IllegalArgumentException e) {
            throw fields.place().field("type").refused(e);
        }
    }

    private static Trigger trigger(Fields execution) {
        Map<String, @Nullable Object> values = execution.object("trigger");
        Fields fields = new Fields(values, execution.place().field("trigger"));
        fields.drop("others");
        Trigger trigger = new Trigger(
                fields.textIfAny("type"),
                parentExecution(fields),
                fields.textIfAny("parentExecutionId"),
                fields.textIfAny("parentPipelineStageId"),
                fields.extra());
        if (trigger.isEmpty() && !values.isEmpty()) {
            execution.keep("trigger", Map.of());
        }
        return trigger;
    }

    /** The snapshot of the parent. What a trigger holds is user input: a snapshot that is none remains as it is. */
    private static @Nullable Execution parentExecution(Fields trigger) {
        if (!(trigger.peek("parentExecution") instanceof Map<?, ?> snapshot)) {
            return null;
        }
        try {
            Place place = trigger.place().field("parentExecution");
            Execution parent = execution(new Fields(Fields.asObject(snapshot), place));
            trigger.drop("parentExecution");
            return parent;
        } catch (ExecutionFormatException e) {
            return null;
        }
    }

    private static List<Stage> stages(Fields execution) {
        List<Stage> stages = new ArrayList<>();
        Map<String, Place> placesById = new HashMap<>();
        for (Fields fields : execution.objects("stages")) {
            Stage stage = stage(fields);
            Place first = placesById.putIfAbsent(stage.id(), fields.place());
            if (first != null) {
                throw fields.place()
                        .field("id")
                        .expected("an id of its own", "'%s', the id of %s".formatted(stage.id(), first.path()));
            }
            stages.add(stage);
        }
        return stages;
    }

    static Stage stage(Fields fields) {
        fields.drop("others");
        fields.drop(ExecutionView.LEAF_STATES);
        String id = fields.requiredText("id");
        Stage.Builder builder = Stage.builder(id, fields.requiredText("type"))
                .refId(fields.text("refId"))
                .name(fields.text("name"))
                .status(fields.requiredStatus("status"))
                .startTime(fields.time("startTime"))
                .endTime(fields.time("endTime"))
                .syntheticStageOwner(syntheticStageOwner(fields))
                .parentStageId(fields.text("parentStageId"))
                .requisiteStageRefIds(fields.texts("requisiteStageRefIds"))
                .context(fields.object("context"))
                .outputs(fields.object("outputs"))
                .tasks(fields.objects("tasks").stream()
                        .map(ExecutionReader::task)
                        .toList());
        try {
            return builder.extra(fields.extra()).build();
        } catch (IllegalArgumentException e) {
            throw fields.place().refused(e);
        }
    }

    private static @Nullable SyntheticStageOwner syntheticStageOwner(Fields stage) {
        for (SyntheticStageOwner owner : SyntheticStageOwner.values()) {
            if (owner.name().equals(stage.peek("syntheticStageOwner"))) {
                stage.drop("syntheticStageOwner");
                return owner;
            }
        }
        return null;
    }

    private static Task task(Fields fields) {
        try {
            return new Task(
                    fields.requiredText("id"),
                    fields.text("name"),
                    fields.requiredStatus("status"),
                    fields.time("startTime"),
                    fields.time("endTime"),
                    fields.extra());
        } catch (IllegalArgumentException e) {
            throw fields.place().refused(e);
        }
    }
}
