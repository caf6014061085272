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
 * after one to two hours all the same, not all at once: the event may have been that of an instance that died.
 */
final class CompletedExecutions {

    private static final Duration BELIEVED = Duration.ofHours(1);
    private static final int SPREAD = 60;

    private final Map<String, Instant> until = new ConcurrentHashMap<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    /** Begins a pass: forgets those that are no longer kept, and those that were looked at too long ago. */
    void refresh(Collection<String> kept, Instant now) {
        changed.clear();
        until.keySet().retainAll(Set.copyOf(kept));
        until.values().removeIf(end -> !end.isAfter(now));
    }

    boolean contains(String executionId) {
        return until.containsKey(executionId);
    }

    /** That execution was read at that time in this pass, and was over. */
    void add(String executionId, Instant at) {
        if (!changed.contains(executionId)) {
            until.put(executionId, at.plus(BELIEVED).plusSeconds(60L * Math.floorMod(executionId.hashCode(), SPREAD)));
        }
    }

    /** Something happens in that execution, perhaps since it was read. */
    void remove(String executionId) {
        changed.add(executionId);
        until.remove(executionId);
    }
}
