package dev.leafnode.orca;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.netflix.spinnaker.orca.api.pipeline.models.PipelineExecution;
import com.netflix.spinnaker.orca.api.pipeline.models.StageExecution;
import dev.leafnode.navigation.Attributes;
import dev.leafnode.navigation.Others;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes executions as Orca writes them, and in each of their stages and in their trigger the field {@code others} as the
 * last one: the leafnode attributes while a judgment shows there, and an empty object otherwise. What stands in the
 * snapshots of parents inside a trigger is the past, and gets none. An {@code others} that an execution brings along, from
 * the trigger that somebody sent, is left out: it is the name of this view and of nothing else.
 *
 * <p>Nothing is held back or copied: an answer of many megabytes goes through as it is written.
 */
final class OthersGenerator extends JsonGeneratorDelegate {

    private static final String OTHERS = "others";

    private final JsonGenerator out;
    private final Map<String, Others> byExecutionId;

    /**
     * Makes a generator for one execution or a list of them.
     *
     * @param byExecutionId what each execution shows; one without an entry shows nothing
     */
    OthersGenerator(JsonGenerator out, Map<String, Others> byExecutionId) {
        super(out);
        this.out = out;
        this.byExecutionId = byExecutionId;
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        endForeign();
        if (name.equals(OTHERS) && place().isPresent()) {
            beginForeign();
        } else {
            super.writeFieldName(name);
        }
    }

    @Override
    public void writeFieldName(SerializableString name) throws IOException {
        endForeign();
        if (name.getValue().equals(OTHERS) && place().isPresent()) {
            beginForeign();
        } else {
            super.writeFieldName(name);
        }
    }

    @Override
    public void writeEndObject() throws IOException {
        endForeign();
        Optional<Place> place = place();
        if (place.isPresent()) {
            write(place.get().shown());
        }
        super.writeEndObject();
    }

    private void write(Map<String, String> attributes) throws IOException {
        out.writeFieldName(OTHERS);
        out.writeStartObject();
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            out.writeStringField(attribute.getKey(), attribute.getValue());
        }
        out.writeEndObject();
    }

    /** Until that value has ended, everything is written to where nobody reads it. */
    private void beginForeign() {
        delegate = new TokenBuffer(out.getCodec(), false);
    }

    private void endForeign() {
        if (delegate != out && delegate.getOutputContext().inRoot()) {
            delegate = out;
        }
    }

    /** Where others stand: the object that is open now is a stage or the trigger of an execution of the answer. */
    private Optional<Place> place() {
        JsonStreamContext object = delegate.getOutputContext();
        JsonStreamContext around = object.getParent();
        if (delegate != out || !object.inObject() || around == null) {
            return Optional.empty();
        }
        if (isExecution(around) && "trigger".equals(around.getCurrentName())) {
            return Optional.of(new Place(others(around), null));
        }
        if (around.inArray()
                && isExecution(around.getParent())
                && "stages".equals(around.getParent().getCurrentName())) {
            return Optional.of(new Place(others(around.getParent()), object.getCurrentValue()));
        }
        return Optional.empty();
    }

    private static boolean isExecution(@Nullable JsonStreamContext object) {
        if (object == null || !object.inObject()) {
            return false;
        }
        JsonStreamContext around = object.getParent();
        return around.inRoot() || (around.inArray() && around.getParent().inRoot());
    }

    private @Nullable Others others(JsonStreamContext execution) {
        return execution.getCurrentValue() instanceof PipelineExecution known ? byExecutionId.get(known.getId()) : null;
    }

    /**
     * A stage or a trigger.
     *
     * @param others what its execution shows; null for nothing
     * @param stage the stage; null for the trigger
     */
    private record Place(@Nullable Others others, @Nullable Object stage) {

        Map<String, String> shown() {
            if (others == null) {
                return Map.of();
            }
            Optional<Attributes> attributes =
                    stage instanceof StageExecution known ? others.stage(known.getId()) : others.trigger();
            return attributes.map(Attributes::asMap).orElse(Map.of());
        }
    }
}
