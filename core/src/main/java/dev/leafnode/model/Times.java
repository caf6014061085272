package dev.leafnode.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The one precision of time: what stores and JSON keep, milliseconds. */
final class Times {

    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private Times() {}

    static @Nullable Instant toMillis(String what, @Nullable Instant instant) {
        if (instant == null) {
            return null;
        }
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new IllegalArgumentException(
                    "%s: expected an instant that milliseconds since the epoch can say, got %s"
                            .formatted(what, instant));
        }
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
