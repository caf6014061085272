package dev.leafnode.web.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as a resource can say them, which is in RFC 3339: in the years 0000 to 9999. */
final class Times {

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Times() {}

    static boolean isExpressible(Instant instant) {
        return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
    }

    /** The instant if a resource can say it; nobody knows the time otherwise. */
    static @Nullable Instant expressible(@Nullable Instant instant) {
        return instant == null || isExpressible(instant) ? instant : null;
    }

    static void requireExpressible(String what, @Nullable Instant instant) {
        if (instant != null && !isExpressible(instant)) {
            throw new IllegalArgumentException(
                    "%s: expected a time that RFC 3339 can say, in the years 0000 to 9999, got %s"
                            .formatted(what, instant));
        }
    }
}
