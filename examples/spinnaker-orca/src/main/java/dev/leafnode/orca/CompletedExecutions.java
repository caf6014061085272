package dev.leafnode.orca;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which executions were over when they were last looked at. Nearly all that Orca keeps are, and stay so; to read all of them
 * again in every pass would keep Redis busy with nothing else. One that is restarted is told of, and each is looked at again
 * after ten minutes all the same: the event may have been another instance's.
 */
final class CompletedExecutions {

    private static final Duration BELIEVED = Duration.ofMinutes(10);

    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    void add(String executionId, Instant now) {
        seen.putIfAbsent(executionId, now);
    }

    /** Something happens in that execution. */
    void remove(String executionId) {
        seen.remove(executionId);
    }

    /** Forgets those that are no longer kept, and those that were looked at too long ago. */
    void refresh(Collection<String> kept, Instant now) {
        seen.keySet().retainAll(Set.copyOf(kept));
        seen.values().removeIf(at -> !at.plus(BELIEVED).isAfter(now));
    }

    boolean contains(String executionId) {
        return seen.containsKey(executionId);
    }
}
