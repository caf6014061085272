package dev.leafnode.orca;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the adapter passed over or could not do since this instance started.
 *
 * <ul>
 *   <li>{@code leafnode.orca.events.failures}: events of Orca that could not be understood.
 *   <li>{@code leafnode.orca.others.failures}: answers that went out without what shows in them.
 *   <li>{@code leafnode.orca.executions.foreign}: executions of another partition that the reconciler passed over.
 *   <li>{@code leafnode.orca.executions.unreadable}: executions that could not be understood.
 * </ul>
 */
final class OrcaMetrics implements MeterBinder {

    private final OrcaEvents events;
    private final @Nullable OthersAdvice others;
    private final OrcaExecutions executions;

    OrcaMetrics(OrcaEvents events, @Nullable OthersAdvice others, OrcaExecutions executions) {
        this.events = events;
        this.others = others;
        this.executions = executions;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bind("events.failures", "Events that could not be understood", events, OrcaEvents::failures, registry);
        bind("executions.foreign", "Executions of another partition", executions, OrcaExecutions::foreign, registry);
        bind("executions.unreadable", "Executions not understood", executions, OrcaExecutions::unreadable, registry);
        if (others != null) {
            bind("others.failures", "Answers without what shows in them", others, OthersAdvice::failures, registry);
        }
    }

    private static <T> void bind(
            String name, String description, T source, ToDoubleFunction<T> count, MeterRegistry registry) {
        FunctionCounter.builder("leafnode.orca." + name, source, count)
                .description(description)
                .register(registry);
    }
}
