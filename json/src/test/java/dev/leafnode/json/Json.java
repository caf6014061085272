package dev.leafnode.json;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** JSON as another library reads it, to compare ours with; numbers are compared digit by digit. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Json.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An execution with the given fields after the least it needs. */
    static String execution(String... fields) {
        return object("\"type\":\"PIPELINE\",\"id\":\"e1\",\"application\":\"app\",\"status\":\"RUNNING\"", fields);
    }

    /** A stage with the given fields after the least it needs. */
    static String stage(String id, String... fields) {
        return object("\"id\":\"%s\",\"type\":\"wait\",\"status\":\"RUNNING\"".formatted(id), fields);
    }

    private static String object(String least, String... fields) {
        return "{" + least + (fields.length == 0 ? "" : "," + String.join(",", fields)) + "}";
    }
}
