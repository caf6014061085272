package dev.leafnode.repository;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * The place where a page ended: the sort key of its last row. What comes before it or is inserted there meanwhile does
 * not move the next page.
 *
 * @param time the time in the sort key, milliseconds since the epoch
 * @param ids the ids in the sort key, in its order
 */
public record PageToken(long time, List<String> ids) {

    private static final String SEPARATOR = "\n";

    public PageToken {
        ids = List.copyOf(ids);
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("page token: expected an id, got none");
        }
    }

    /** A page token of one id. */
    public PageToken(long time, String id) {
        this(time, List.of(id));
    }

    /**
     * The place in a list of executions before everything that was created at this instant or earlier, and after all
     * else.
     */
    public static PageToken at(Instant latest) {
        return new PageToken(latest.toEpochMilli() + 1, "");
    }

    /** The token as text that is safe in a URL. */
    public String encode() {
        String text = time + SEPARATOR + String.join(SEPARATOR, ids);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what {@link #encode()} wrote.
     *
     * @throws IllegalArgumentException if the text is no page token
     */
    public static PageToken decode(String text) {
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            List<String> parts = List.of(decoded.split(SEPARATOR, -1));
            return new PageToken(Long.parseLong(parts.get(0)), parts.subList(1, parts.size()));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "page token: expected one that a page gave, got '%s'".formatted(text), malformed);
        }
    }
}
