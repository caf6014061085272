package dev.leafnode.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
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

    TreeReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Adds to {@code object} the fields of the object that starts at the parser's token, and reads to its end. A loop,
     * since the stack of a thread that is deep in other work has no room for as many calls as there are levels.
     */
    void objectInto(Map<String, @Nullable Object> object) throws IOException {
        Deque<Container> outer = new ArrayDeque<>();
        Container current = object::put;
        String name = "";
        while (true) {
            JsonToken token = parser.nextToken();
            switch (token) {
                case FIELD_NAME -> name = parser.currentName();
                case START_OBJECT -> {
                    Map<String, @Nullable Object> child = new LinkedHashMap<>();
                    current.add(name, child);
                    outer.push(current);
                    current = child::put;
                }
                case START_ARRAY -> {
                    List<@Nullable Object> child = new ArrayList<>();
                    current.add(name, child);
                    outer.push(current);
                    current = (none, element) -> child.add(element);
                }
                case END_OBJECT, END_ARRAY -> {
                    if (outer.isEmpty()) {
                        return;
                    }
                    current = outer.pop();
                }
                default -> current.add(name, scalar());
            }
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

    /** An object or an array that is being read; an array ignores the name. */
    private interface Container {
        void add(String name, @Nullable Object value);
    }
}
