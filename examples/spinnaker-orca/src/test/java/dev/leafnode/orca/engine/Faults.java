package dev.leafnode.orca.engine;

import com.netflix.spinnaker.orca.events.ExecutionEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What is to go wrong when the next such event is published: each fault happens once. */
final class Faults {

    enum Moment {
        BEFORE_PUBLISHING,
        AFTER_PUBLISHING
    }

    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    void add(Moment moment, Predicate<ExecutionEvent> event) {
        faults.add(new Fault(moment, event));
    }

    /** Whether it is now that an instance crashes. */
    boolean strikes(Moment moment, ExecutionEvent event) {
        return faults.stream()
                .filter(fault -> fault.moment == moment && fault.event.test(event))
                .findFirst()
                .filter(faults::remove)
                .isPresent();
    }

    private record Fault(Moment moment, Predicate<ExecutionEvent> event) {}

    /** The end of an instance, in the middle of what it did. No handler of Orca's catches it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        Crash(String instance, ExecutionEvent event) {
            super("%s crashed at %s".formatted(instance, event.getClass().getSimpleName()));
        }
    }
}
