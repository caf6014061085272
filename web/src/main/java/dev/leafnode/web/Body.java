package dev.leafnode.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.CharConversionException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** A JSON object in a request, or within one, of which each field is as it should be or the request is bad. */
record Body(String name, JsonNode object) {

    private static final MediaType ANY_JSON = new MediaType("application", "*+json");

    /** The body of a request of at most so many bytes. */
    static Body read(HttpServletRequest request, int most) throws IOException {
        byte[] bytes = bytes(request, most);
        try {
            JsonNode read = Answers.json().readTree(bytes);
            return of("body", read);
        } catch (JsonProcessingException malformed) {
            throw ProblemException.badRequest("body: expected JSON, got: " + malformed.getOriginalMessage());
        } catch (CharConversionException noText) {
            throw ProblemException.badRequest("body: expected JSON, got: " + noText.getMessage());
        }
    }

    /**
     * The bytes of JSON. What is posted must say that it is: a page of another site could have a browser post anything
     * else here, with the cookies of somebody who is signed in. With other methods browsers ask first.
     */
    static byte[] bytes(HttpServletRequest request, int most) throws IOException {
        if (sent(request).getMethod().equals("POST")) {
            requireJson(request.getContentType());
        }
        byte[] bytes = request.getContentLengthLong() > most
                ? new byte[0]
                : request.getInputStream().readNBytes(most + 1);
        if (request.getContentLengthLong() > most || bytes.length > most) {
            throw ProblemException.tooLarge("body: expected at most %d bytes, got more".formatted(most));
        }
        return bytes;
    }

    /** The request as it was sent: filters may give a form another method than it has. */
    private static HttpServletRequest sent(HttpServletRequest request) {
        ServletRequest sent = request;
        while (sent instanceof ServletRequestWrapper wrapper) {
            sent = wrapper.getRequest();
        }
        return sent instanceof HttpServletRequest http ? http : request;
    }

    private static void requireJson(@Nullable String contentType) {
        MediaType type = type(contentType);
        if (type == null || !(type.isCompatibleWith(MediaType.APPLICATION_JSON) || type.isCompatibleWith(ANY_JSON))) {
            throw ProblemException.unsupportedType("Content-Type: expected application/json, got %s"
                    .formatted(contentType == null ? "none" : "'" + contentType + "'"));
        }
    }

    private static @Nullable MediaType type(@Nullable String contentType) {
        try {
            return contentType == null ? null : MediaType.parseMediaType(contentType);
        } catch (InvalidMediaTypeException malformed) {
            return null;
        }
    }

    static Body of(String name, @Nullable JsonNode node) {
        if (node == null || !node.isObject()) {
            throw ProblemException.badRequest("%s: expected a JSON object, got %s"
                    .formatted(name, node == null || node.isMissingNode() ? "nothing" : kind(node)));
        }
        return new Body(name, node);
    }

    @Nullable
    String text(String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw expected(field, "a text", value);
        }
        return value.textValue();
    }

    String requireText(String field) {
        String text = text(field);
        if (text == null) {
            throw ProblemException.badRequest("%s.%s: expected a text, got nothing".formatted(name, field));
        }
        return text;
    }

    @Nullable
    Long number(String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw expected(field, "a whole number", value);
        }
        return value.longValue();
    }

    JsonNode array(String field, int most) {
        JsonNode value = object.path(field);
        if (!value.isArray()) {
            throw expected(field, "an array", value);
        }
        if (value.size() > most) {
            throw ProblemException.badRequest(
                    "%s.%s: expected at most %d, got %d".formatted(name, field, most, value.size()));
        }
        return value;
    }

    private ProblemException expected(String field, String what, JsonNode value) {
        return ProblemException.badRequest("%s.%s: expected %s, got %s"
                .formatted(name, field, what, value.isMissingNode() ? "nothing" : kind(value)));
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            default -> String.valueOf(node);
        };
    }
}
