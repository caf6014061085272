package dev.leafnode.memory;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import dev.leafnode.model.Execution;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The executions, by id and in the order of their creation. Its monitor is the lock of the whole store. */
final class StoredExecutions {

    /** The place of an execution in the order of searches. */
    record Created(Instant at, String id) implements Comparable<Created> {

        private static final Comparator<Created> NEWEST_FIRST =
                comparing(Created::at, reverseOrder()).thenComparing(Created::id, reverseOrder());

        @Override
        public int compareTo(Created other) {
            return NEWEST_FIRST.compare(this, other);
        }
    }

    private final InstantSource clock;
    private final Map<String, Created> created = new HashMap<>();
    private final NavigableMap<Created, Execution> newestFirst = new TreeMap<>();

    StoredExecutions(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the execution is stored for the first time. */
    boolean put(Execution execution) {
        Created before = created.get(execution.id());
        Created now = new Created(createdAt(execution, before), execution.id());
        if (before != null) {
            newestFirst.remove(before);
        }
        created.put(execution.id(), now);
        newestFirst.put(now, execution);
        return before == null;
    }

    private Instant createdAt(Execution execution, @Nullable Created before) {
        if (execution.buildTime() != null) {
            return execution.buildTime();
        }
        if (before != null) {
            return before.at();
        }
        return execution.startTime() != null
                ? execution.startTime()
                : clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    boolean remove(String id) {
        Created place = created.remove(id);
        return place != null && newestFirst.remove(place) != null;
    }

    boolean contains(String id) {
        return created.containsKey(id);
    }

    Optional<Execution> find(String id) {
        return Optional.ofNullable(created.get(id)).map(newestFirst::get);
    }

    /** The executions after that place, the newest first; all of them when the place is null. */
    NavigableMap<Created, Execution> after(@Nullable Created place) {
        return place == null ? newestFirst : newestFirst.tailMap(place, false);
    }
}
