package dev.leafnode.store.redis;

import java.util.List;

/**
 * A member of a set of executions.
 *
 * @param created the time of creation, milliseconds since the epoch
 * @param id the id, as it is written in Redis
 * @param tag the tag of its tree
 */
record Member(long created, String id, String tag) {

    private static final int HEX = 16;

    String write() {
        return Lists.join(time(created), id, tag);
    }

    /** Milliseconds since the epoch as digits that sort as the numbers do. */
    static String time(long epochMillis) {
        return "%016x".formatted(epochMillis ^ Long.MIN_VALUE);
    }

    static Member read(String member) {
        List<String> parts = Lists.parts(member);
        return new Member(Long.parseUnsignedLong(parts.get(0), HEX) ^ Long.MIN_VALUE, parts.get(1), parts.get(2));
    }
}
