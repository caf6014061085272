package dev.leafnode.benchmarks.loops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.leafnode.benchmarks.measuring.Check;
import dev.leafnode.json.ExecutionJson;
import dev.leafnode.model.Execution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The JSON of a large execution in and out: through our records, and through Jackson's tree. The tree is told to keep
 * numbers as they are and to write what is beyond ASCII as we do, so that both do the same.
 */
@State(Scope.Thread)
public class JsonLoops {

    private final ExecutionJson json = new ExecutionJson();
    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();
    private final String text = LargeExecution.tree().toString();
    private final byte[] document = text.getBytes(StandardCharsets.UTF_8);
    private final JsonNode tree = tree(mapper, text);
    private final Execution execution = json.read(text);

    public JsonLoops() {}

    /** Both sides read the same and write the same. */
    @Setup
    public void compare() throws IOException {
        same("what we write", tree, mapper.readTree(writeExecution()));
        same("what we write as text", tree, mapper.readTree(writeExecutionAsText()));
        same("what we read", execution, readExecution());
        same("what the yardstick reads", tree, readTree());
        same("what the yardstick writes", tree, mapper.readTree(writeTree()));
    }

    private static JsonNode tree(ObjectMapper mapper, String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Too long to be shown. */
    private static void same(String what, Object expected, Object actual) {
        Check.same(what + " is what was there before", true, actual.equals(expected));
    }

    /** How many bytes the execution has. */
    public int length() {
        return document.length;
    }

    @Benchmark
    public Execution readExecution() throws IOException {
        return json.read(new ByteArrayInputStream(document));
    }

    @Benchmark
    public JsonNode readTree() throws IOException {
        return mapper.readTree(new ByteArrayInputStream(document));
    }

    @Benchmark
    public byte[] writeExecution() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(document.length);
        json.write(execution, out);
        return out.toByteArray();
    }

    @Benchmark
    public byte[] writeTree() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(document.length);
        mapper.writeValue(out, tree);
        return out.toByteArray();
    }

    @Benchmark
    public Execution readExecutionFromText() {
        return json.read(text);
    }

    @Benchmark
    public JsonNode readTreeFromText() throws JsonProcessingException {
        return mapper.readTree(text);
    }

    @Benchmark
    public String writeExecutionAsText() {
        return json.write(execution);
    }

    @Benchmark
    public String writeTreeAsText() throws IOException {
        return mapper.writeValueAsString(tree);
    }
}
