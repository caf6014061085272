package dev.leafnode.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * Makes answers. They are bytes before Spring sees them, so that no converter and no mapper of the application changes
 * how they look. The tag of one is made of its bytes, so who may see less than another gets another tag, and it says
 * nothing of the difference; Spring compares it with {@code If-None-Match} and sends nothing else when it is the same.
 */
final class Answers {

    /** Bytes of a digest that are enough to tell answers apart. */
    private static final int TAG_BYTES = 16;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Answers() {}

    /** What writes an answer. */
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    static JsonMapper json() {
        return JSON;
    }

    /** An answer that a client may keep, and asks about again each time. */
    static ResponseEntity<byte[]> tagged(Writer writer) {
        return tagged(MediaType.APPLICATION_JSON, writer);
    }

    /** The same of another type. */
    static ResponseEntity<byte[]> tagged(MediaType type, Writer writer) {
        MessageDigest digest = sha256();
        FastByteArrayOutputStream bytes = new FastByteArrayOutputStream();
        try (OutputStream out = new DigestOutputStream(bytes, digest)) {
            writer.writeTo(out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE, HttpHeaders.ACCEPT)
                .eTag('"' + tag(digest) + '"')
                .body(bytes.toByteArray());
    }

    static ResponseEntity<byte[]> tagged(Object value) {
        return tagged(out -> out.write(bytes(value)));
    }

    /** An answer to something that was done. */
    static ResponseEntity<byte[]> done(HttpStatus status, Object value) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(bytes(value));
    }

    static ResponseEntity<byte[]> problem(
            int status, @Nullable String detail, Map<String, ? extends @Nullable Object> members) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .cacheControl(CacheControl.noStore())
                .body(bytes(problemOf(status, detail, members)));
    }

    /** A problem as it stands in JSON. */
    static Map<String, @Nullable Object> problemOf(
            int status, @Nullable String detail, Map<String, ? extends @Nullable Object> members) {
        HttpStatus known = HttpStatus.resolve(status);
        Map<String, @Nullable Object> problem = new LinkedHashMap<>();
        problem.put("title", known == null ? "Error" : known.getReasonPhrase());
        problem.put("status", status);
        problem.put("detail", detail);
        problem.putAll(members);
        return problem;
    }

    /** A document that was written here, to be part of an answer. */
    static JsonNode tree(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what was written here is JSON", impossible);
        }
    }

    /** The tag of a text. */
    static String tag(String text) {
        return tag(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The tag of bytes. */
    static String tag(byte[] bytes) {
        MessageDigest digest = sha256();
        digest.update(bytes);
        return tag(digest);
    }

    private static String tag(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, TAG_BYTES);
    }

    /** A value in JSON, on one line. */
    static String text(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what is answered is made of maps, lists, texts and numbers", impossible);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
