package dev.leafnode.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The token of a page that goes with one query: with another, the place that it says would mean something else. */
final class BoundToken {

    private static final int DIGEST_BYTES = 8;
    private static final int DIGEST_LENGTH = 2 * DIGEST_BYTES;

    private BoundToken() {}

    static @Nullable String encode(Object query, @Nullable String place) {
        return place == null
                ? null
                : Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString((digest(query) + place).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The place that a token says.
     *
     * @throws ProblemException if it is none, or one of another query
     */
    static @Nullable String decode(Object query, @Nullable String token) {
        if (token == null) {
            return null;
        }
        String text = text(token);
        if (text.length() < DIGEST_LENGTH) {
            throw malformed(token);
        }
        if (!text.startsWith(digest(query))) {
            throw ProblemException.badRequest(
                    "pageToken: expected one that a page of this very query gave, got '%s'".formatted(token));
        }
        return text.substring(DIGEST_LENGTH);
    }

    private static String text(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            throw malformed(token);
        }
    }

    private static ProblemException malformed(String token) {
        return ProblemException.badRequest("pageToken: expected one that a page gave, got '%s'".formatted(token));
    }

    private static String digest(Object query) {
        byte[] digest = Answers.sha256().digest(query.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    }
}
