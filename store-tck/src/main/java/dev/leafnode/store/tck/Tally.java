package dev.leafnode.store.tck;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** How often what was chosen really happened. */
final class Tally {

    private final Map<Action, Integer> actions = new EnumMap<>(Action.class);
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private int histories;
    private int withoutLosses;
    private int losses;
    private final long began = System.nanoTime();

    void happened(Action action) {
        actions.merge(action, 1, Integer::sum);
    }

    void happened(Fault fault) {
        faults.merge(fault, 1, Integer::sum);
        if (!Fault.HARMLESS.contains(fault) && fault != Fault.OTHER_INSTANCE && fault != Fault.SKEW) {
            losses++;
        }
    }

    /** How often something was lost until now. */
    int losses() {
        return losses;
    }

    void played(boolean withLosses) {
        histories++;
        withoutLosses += withLosses ? 0 : 1;
    }

    int histories() {
        return histories;
    }

    int withoutLosses() {
        return withoutLosses;
    }

    Set<Action> actionsThatNeverHappened() {
        Set<Action> never = EnumSet.allOf(Action.class);
        never.removeAll(actions.keySet());
        return never;
    }

    Set<Fault> faultsThatNeverHappened() {
        Set<Fault> never = EnumSet.complementOf(EnumSet.of(Fault.NONE));
        never.removeAll(faults.keySet());
        return never;
    }

    @Override
    public String toString() {
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return "%d histories in %d ms, %d of them without losses%n  faults: %s%n  actions: %s"
                .formatted(histories, millis, withoutLosses, faults, actions);
    }
}
