package dev.leafnode.orca;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.ObjectProvider;

/**
 * What the adapter passed over or could not do since this instance started.
 *
 * <ul>
 *   <li>{@code leafnode.orca.events.failures}: events of Orca that could not be understood.
 *   <li>{@code leafnode.orca.others.failures}: answers that went out without what shows in them.
 *   <li>{@code leafnode.orca.executions.foreign}: executions of another partition that the reconciler passed over.
 *   <li>{@code leafnode.orca.executions.unreadable}: executions that could not be understood.
 * </ul>
 *
 * <p>What is counted is asked for when somebody reads a counter: Orca's registry binds its meters while it is made, and
 * Orca's repository of executions, on which all of this rests, needs the registry first.
 */
final class OrcaMetrics implements MeterBinder {

    private final ObjectProvider<OrcaEvents> events;
    private final ObjectProvider<OthersAdvice> others;
    private final ObjectProvider<OrcaExecutions> executions;

    OrcaMetrics(
            ObjectProvider<OrcaEvents> events,
            ObjectProvider<OthersAdvice> others,
            ObjectProvider<OrcaExecutions> executions) {
        this.events = events;
        this.others = others;
        this.executions = executions;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bind(
                "events.failures",
                "Events that could not be understood",
                m -> m.count(m.events, OrcaEvents::failures),
                registry);
        bind(
                "others.failures",
                "Answers without what shows in them",
                m -> m.count(m.others, OthersAdvice::failures),
                registry);
        bind(
                "executions.foreign",
                "Executions of another partition",
                m -> m.count(m.executions, OrcaExecutions::foreign),
                registry);
        bind(
                "executions.unreadable",
                "Executions not understood",
                m -> m.count(m.executions, OrcaExecutions::unreadable),
                registry);
    }

    private void bind(String name, String description, ToLongFunction<OrcaMetrics> count, MeterRegistry registry) {
        FunctionCounter.builder("leafnode.orca." + name, this, count::applyAsLong)
                .description(description)
                .register(registry);
    }

    private <T> long count(ObjectProvider<T> source, ToLongFunction<T> count) {
        T counted = source.getIfAvailable();
        return counted == null ? 0 : count.applyAsLong(counted);
    }
}
