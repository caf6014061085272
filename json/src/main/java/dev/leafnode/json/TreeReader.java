package dev.leafnode.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.leafnode.model.JsonAssembler;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON values as the models hold them: objects as maps in the order of their keys, of equal keys the last;
 * integers as {@link Integer}, {@link Long} or {@link java.math.BigInteger}, all other numbers as {@link BigDecimal}.
 */
final class TreeReader {

    /** What lies beyond cannot be written such that every reader takes it back. */
    private static final long LARGEST_EXPONENT = 999_999_999;

    private final JsonParser parser;
    private final JsonAssembler values = new JsonAssembler();

    TreeReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Adds to {@code object} the fields of the object that starts at the parser's token, and reads to its end. */
    void objectInto(Map<String, @Nullable Object> object) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value());
        }
    }

    /**
     * The value that starts at the parser's token. A loop, since the stack of a thread that is deep in other work has no
     * room for as many calls as there are levels.
     */
    private @Nullable Object value() throws IOException {
        while (true) {
            switch (parser.currentToken()) {
                case START_OBJECT -> values.startObject();
                case START_ARRAY -> values.startArray();
                case FIELD_NAME -> values.name(parser.currentName());
                case END_OBJECT, END_ARRAY -> values.end();
                default -> values.value(scalar());
            }
            if (values.isComplete()) {
                return values.take();
            }
            parser.nextToken();
        }
    }

    /** The string, number, boolean or null that is the parser's token. */
    @Nullable
    Object scalar() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private BigDecimal decimal() throws IOException {
        BigDecimal decimal;
        try {
            decimal = parser.getDecimalValue();
        } catch (NumberFormatException e) {
            throw new JsonParseException(parser, "Number with an exponent out of range", e);
        }
        if (Math.abs((long) decimal.precision() - decimal.scale()) > LARGEST_EXPONENT) {
            throw new JsonParseException(parser, "Number with an exponent out of range");
        }
        return decimal;
    }
}
