package dev.leafnode.web;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An event as it goes over the wire (WHATWG HTML, "Server-sent events").
 *
 * @param name what {@code EventSource} dispatches it as
 * @param id what the reader sends as {@code Last-Event-ID} when it comes back; null for none
 * @param data JSON on one line
 * @param isLast whether the stream ends with it
 */
record ServerSentEvent(String name, @Nullable String id, String data, boolean isLast) {

    byte[] bytes() {
        return "event: %s\n%sdata: %s\n\n"
                .formatted(name, id == null ? "" : "id: " + id + "\n", data)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** How long a reader is to wait before it comes back. */
    static byte[] retry(long millis) {
        return "retry: %d\n\n".formatted(millis).getBytes(StandardCharsets.UTF_8);
    }

    /** A sign of life, with a new id of the place that the reader is at; it is no event. */
    static byte[] heartbeat(@Nullable String id) {
        return ": still here\n%s\n"
                .formatted(id == null ? "" : "id: " + id + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
