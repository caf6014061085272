package dev.leafnode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;

/** How JSON is read and written: the limits, and characters that any database keeps. */
final class JsonFormat {

    static final int MAX_DEPTH = 1_000;

    /** Bounds the memory of a small document of many tiny values; normal ones have a value in 16 bytes or more. */
    private static final long MAX_TOKENS = 4_000_000;

    private static final int MAX_NUMBER_LENGTH = 1_000;
    private static final int MAX_STRING_LENGTH = 20_000_000;
    private static final int MAX_NAME_LENGTH = 50_000;

    private JsonFormat() {}

    static JsonFactory factory(long maxLength, int maxWriteDepth) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxDocumentLength(maxLength)
                        .maxTokenCount(MAX_TOKENS)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxStringLength(MAX_STRING_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(maxWriteDepth)
                        .build())
                // Names are user input here: the JVM's table of strings is no place for them.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                // Half a document must not look like a whole one.
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
    }

    /** Writes with {@code json} and closes it, but not what it writes to. */
    static void write(JsonGenerator json, Writing writing) throws IOException {
        try (json) {
            writing.to(new ExecutionWriter(json));
        } catch (StreamConstraintsException e) {
            throw new ExecutionFormatException("writing JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** What is written. */
    interface Writing {
        void to(ExecutionWriter writer) throws IOException;
    }
}
