package dev.leafnode.orca;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.leafnode.navigation.Others;
import java.io.IOException;
import java.util.Map;

/**
 * The body of an answer, written as Orca's own mapper writes it, and with others.
 *
 * @param body an execution or a collection of them
 * @param others by execution id, what each of them shows
 */
record ExecutionsWithOthers(Object body, Map<String, Others> others) implements JsonSerializable {

    @Override
    public void serialize(JsonGenerator out, SerializerProvider serializers) throws IOException {
        serializers.defaultSerializeValue(body, new OthersGenerator(out, others));
    }

    @Override
    public void serializeWithType(JsonGenerator out, SerializerProvider serializers, TypeSerializer types)
            throws IOException {
        serialize(out, serializers);
    }
}
