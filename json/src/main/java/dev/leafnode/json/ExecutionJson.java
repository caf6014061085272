package dev.leafnode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.leafnode.json.JsonFormat.Writing;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes executions in the JSON of Spinnaker's Orca (its {@code PipelineExecution}, as its REST API and its
 * stores show it). What is read and written again has equal content: fields no record knows, unknown statuses and
 * types, both ways in which a trigger names a parent, every number, nulls, empties and absent fields.
 *
 * <ul>
 *   <li>Of equal keys in one object the last one counts, as for every reader of Orca's output.
 *   <li>An {@code others} of a stage or of a trigger, and the {@code leafStates} of a stage, are navigation's own view
 *       coming back: they are dropped.
 *   <li>A trigger is user input: a {@code parentExecution} that is no execution, and fields of unexpected types, are
 *       kept as they are. Everywhere else a known field of another type is an error.
 *   <li>Characters beyond ASCII are written as escapes, so that each string survives every encoding. (From bytes, a
 *       name with half a pair of surrogates is refused; in a value it survives.)
 *   <li>Refused are documents nested deeper than {@value #MAX_DEPTH} levels, longer than the given length, with numbers
 *       of more than 1,000, names of more than 50,000 or strings of more than 20,000,000 characters, with exponents of
 *       more than 9 digits, or with more than 4,000,000 tokens.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class ExecutionJson {

    /** Documents nested deeper are refused, read and written. */
    public static final int MAX_DEPTH = JsonFormat.MAX_DEPTH;

    /** The longest document that is read if nothing else is said: 64 MiB. */
    public static final long DEFAULT_MAX_LENGTH = 64L * 1024 * 1024;

    private final long maxLength;
    private final JsonFactory factory;

    /** Reads documents of up to {@link #DEFAULT_MAX_LENGTH}. */
    public ExecutionJson() {
        this(DEFAULT_MAX_LENGTH);
    }

    /**
     * Reads documents of up to {@code maxLength}.
     *
     * @param maxLength in bytes where bytes are read, to within a buffer's length; otherwise in characters
     */
    public ExecutionJson(long maxLength) {
        if (maxLength < 1) {
            throw new IllegalArgumentException("maxLength: expected 1 or more, got " + maxLength);
        }
        this.maxLength = maxLength;
        this.factory = JsonFormat.factory(maxLength, MAX_DEPTH);
    }

    /**
     * Reads the execution that {@code in} holds, to its end and in one pass; the stream stays open.
     *
     * @throws ExecutionFormatException if it does not hold one execution and nothing else
     * @throws IOException if the stream fails
     */
    public Execution read(InputStream in) throws IOException {
        try (JsonParser parser = factory.createParser(in)) {
            return read("execution", parser, ExecutionReader::execution);
        } catch (CharConversionException unknownEncoding) {
            throw new ExecutionFormatException(
                    "execution: expected JSON in UTF-8, UTF-16 or UTF-32, got: " + unknownEncoding.getMessage(),
                    unknownEncoding);
        }
    }

    /**
     * Reads the execution that {@code json} holds.
     *
     * @throws ExecutionFormatException if it does not hold one execution and nothing else
     */
    public Execution read(String json) {
        return read("execution", json, ExecutionReader::execution);
    }

    /**
     * Reads the stage that {@code json} holds.
     *
     * @throws ExecutionFormatException if it does not hold one stage and nothing else
     */
    public Stage readStage(String json) {
        return read("stage", json, ExecutionReader::stage);
    }

    /**
     * Writes an execution to {@code out}, which is flushed and stays open.
     *
     * @throws ExecutionFormatException if its values are nested deeper than {@link #MAX_DEPTH}; a part is written then
     * @throws IOException if the stream fails
     */
    public void write(Execution execution, OutputStream out) throws IOException {
        JsonFormat.write(factory.createGenerator(out), writer -> writer.execution(execution));
    }

    /**
     * Writes an execution.
     *
     * @throws ExecutionFormatException if its values are nested deeper than {@link #MAX_DEPTH}
     */
    public String write(Execution execution) {
        return write(writer -> writer.execution(execution));
    }

    /**
     * Writes a stage.
     *
     * @throws ExecutionFormatException if its values are nested deeper than {@link #MAX_DEPTH}
     */
    public String writeStage(Stage stage) {
        return write(writer -> writer.stage(stage));
    }

    /** Reads one document of that kind, and nothing else. */
    <T> T read(String kind, String json, Function<Fields, T> record) {
        if (json.length() > maxLength) {
            throw new Place(kind, "").expected("at most " + maxLength + " characters", String.valueOf(json.length()));
        }
        try (JsonParser parser = factory.createParser(json)) {
            return read(kind, parser, record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(String kind, JsonParser parser, Function<Fields, T> record) throws IOException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        try {
            readDocument(kind, parser, values);
        } catch (JsonProcessingException e) {
            throw malformed(Place.of(kind, values), parser, e.getOriginalMessage(), e);
        } catch (CharConversionException e) {
            throw malformed(Place.of(kind, values), parser, String.valueOf(e.getMessage()), e);
        }
        return record.apply(new Fields(values, Place.of(kind, values)));
    }

    private static void readDocument(String kind, JsonParser parser, Map<String, @Nullable Object> values)
            throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw new Place(kind, "").expected("a JSON object", described(first, parser));
        }
        new TreeReader(parser).objectInto(values);
        JsonToken trailing = parser.nextToken();
        if (trailing != null) {
            throw Place.of(kind, values).expected("nothing after its end", described(trailing, parser));
        }
    }

    private static String described(@Nullable JsonToken token, JsonParser parser) throws IOException {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            default -> Place.describe(new TreeReader(parser).scalar());
        };
    }

    private static ExecutionFormatException malformed(
            Place document, JsonParser parser, String problem, IOException cause) {
        JsonLocation location = parser.currentLocation();
        return new ExecutionFormatException(
                "%s: expected well-formed JSON within the limits, got at line %d, column %d: %s"
                        .formatted(
                                document.at(parser.getParsingContext()),
                                location.getLineNr(),
                                location.getColumnNr(),
                                problem),
                cause);
    }

    private String write(Writing writing) {
        StringWriter text = new StringWriter();
        try {
            JsonFormat.write(factory.createGenerator(text), writing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
