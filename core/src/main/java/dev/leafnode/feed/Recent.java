package dev.leafnode.feed;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The latest events, from which all followers read: what a follower costs is its place among them. */
final class Recent {

    private final int capacity;
    private final ConcurrentSkipListMap<Long, Told> events = new ConcurrentSkipListMap<>();
    private int size;

    Recent(int capacity) {
        this.capacity = capacity;
    }

    /** By one thread only. */
    void add(Told told) {
        if (events.put(told.position(), told) == null && ++size > capacity) {
            events.pollFirstEntry();
            size--;
        }
    }

    /** By the same thread. */
    void clear() {
        events.clear();
        size = 0;
    }

    @Nullable
    Told at(long position) {
        return events.get(position);
    }

    @Nullable
    Told after(long position) {
        Map.Entry<Long, Told> next = events.higherEntry(position);
        return next == null ? null : next.getValue();
    }
}
