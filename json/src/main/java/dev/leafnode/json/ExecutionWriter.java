package dev.leafnode.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.SyntheticStageOwner;
import dev.leafnode.model.Task;
import dev.leafnode.model.Trigger;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON objects, in Orca's order of fields. A component that has a value is written as such; one that
 * has none leaves its name to what {@code extra} holds under it, or to nothing.
 */
final class ExecutionWriter {

    private final JsonGenerator json;

    ExecutionWriter(JsonGenerator json) {
        this.json = json;
    }

    void execution(Execution execution) throws IOException {
        ObjectWriter object = new ObjectWriter(execution.extra());
        object.text("type", execution.type().name());
        object.text("id", execution.id());
        object.text("application", execution.application());
        object.text("name", execution.name());
        object.time("buildTime", execution.buildTime());
        object.array("stages", execution.stages(), this::stage);
        object.time("startTime", execution.startTime());
        object.time("endTime", execution.endTime());
        object.text("status", execution.status().name());
        Trigger trigger = execution.trigger();
        object.field("trigger", trigger.isEmpty() ? null : trigger, this::trigger);
        object.end();
    }

    /** Calls {@link #execution} for each ancestor; the generator limits them. */
    private void trigger(Trigger trigger) throws IOException {
        ObjectWriter object = new ObjectWriter(trigger.extra());
        object.text("type", trigger.type());
        object.field("parentExecution", trigger.parentExecution(), this::execution);
        object.text("parentExecutionId", trigger.parentExecutionId());
        object.text("parentPipelineStageId", trigger.parentStageId());
        object.end();
    }

    void stage(Stage stage) throws IOException {
        ObjectWriter object = new ObjectWriter(stage.extra());
        object.text("id", stage.id());
        object.text("refId", stage.refId());
        object.text("type", stage.type());
        object.text("name", stage.name());
        object.time("startTime", stage.startTime());
        object.time("endTime", stage.endTime());
        object.text("status", stage.status().name());
        object.map("context", stage.context());
        object.map("outputs", stage.outputs());
        object.array("tasks", stage.tasks(), this::task);
        SyntheticStageOwner owner = stage.syntheticStageOwner();
        object.text("syntheticStageOwner", owner == null ? null : owner.name());
        object.text("parentStageId", stage.parentStageId());
        object.array("requisiteStageRefIds", stage.requisiteStageRefIds(), json::writeString);
        object.end();
    }

    private void task(Task task) throws IOException {
        ObjectWriter object = new ObjectWriter(task.extra());
        object.text("id", task.id());
        object.text("name", task.name());
        object.time("startTime", task.startTime());
        object.time("endTime", task.endTime());
        object.text("status", task.status().name());
        object.end();
    }

    private void writeValue(@Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Number number) {
            writeNumber(number);
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                writeValue(entry.getValue());
            }
            json.writeEndObject();
        } else {
            json.writeStartArray();
            for (Object element : (Collection<?>) value) {
                writeValue(element);
            }
            json.writeEndArray();
        }
    }

    private void writeNumber(Number number) throws IOException {
        if (number instanceof BigDecimal decimal) {
            json.writeNumber(decimal);
        } else if (number instanceof BigInteger integer) {
            json.writeNumber(integer);
        } else {
            json.writeNumber(number.longValue());
        }
    }

    /** One object: the fields of its components first, then those that are left of its {@code extra}. */
    private final class ObjectWriter {

        private final Map<String, @Nullable Object> extra;
        private final Set<String> components = new HashSet<>();

        ObjectWriter(Map<String, @Nullable Object> extra) throws IOException {
            this.extra = extra;
            json.writeStartObject();
        }

        <T> void field(String name, @Nullable T value, ValueWriter<T> writer) throws IOException {
            components.add(name);
            if (value != null) {
                json.writeFieldName(name);
                writer.write(value);
            } else if (extra.containsKey(name)) {
                json.writeFieldName(name);
                writeValue(extra.get(name));
            }
        }

        void text(String name, @Nullable String text) throws IOException {
            field(name, text, json::writeString);
        }

        void time(String name, @Nullable Instant time) throws IOException {
            field(name, time, instant -> json.writeNumber(instant.toEpochMilli()));
        }

        void map(String name, Map<String, @Nullable Object> map) throws IOException {
            field(name, map.isEmpty() ? null : map, ExecutionWriter.this::writeValue);
        }

        <T> void array(String name, List<T> elements, ValueWriter<T> writer) throws IOException {
            field(name, elements.isEmpty() ? null : elements, list -> {
                json.writeStartArray();
                for (T element : list) {
                    writer.write(element);
                }
                json.writeEndArray();
            });
        }

        void end() throws IOException {
            for (Map.Entry<String, @Nullable Object> entry : extra.entrySet()) {
                if (!components.contains(entry.getKey())) {
                    json.writeFieldName(entry.getKey());
                    writeValue(entry.getValue());
                }
            }
            json.writeEndObject();
        }
    }

    /** Writes one value. */
    private interface ValueWriter<T> {
        void write(T value) throws IOException;
    }
}
