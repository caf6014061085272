package dev.leafnode.spring;

import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.LeafStateListener;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.repository.Repairs;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.ObjectProvider;

/**
 * What went wrong and what was put right, since this instance started.
 *
 * <ul>
 *   <li>{@code leafnode.navigation.failures}: events of the engine that did not reach the store in time.
 *   <li>{@code leafnode.reconcile.passes} and {@code leafnode.reconcile.failures}: passes that ended well and those that
 *       did not.
 *   <li>{@code leafnode.reconcile.repairs}, by {@code kind}: {@code opened}, {@code closed}, {@code linked},
 *       {@code unlinked}; and {@code forgotten}, which is no repair of anything.
 * </ul>
 *
 * <p>What is counted is asked for when somebody reads a counter: a registry may bind its meters while it is made, and what is
 * counted may need the registry first.
 */
final class NavigationMetrics implements MeterBinder {

    private final ObjectProvider<JudgmentNavigationListener> judgments;
    private final ObjectProvider<LeafStateListener> others;
    private final ObjectProvider<Reconciler> reconciler;

    NavigationMetrics(
            ObjectProvider<JudgmentNavigationListener> judgments,
            ObjectProvider<LeafStateListener> others,
            ObjectProvider<Reconciler> reconciler) {
        this.judgments = judgments;
        this.others = others;
        this.reconciler = reconciler;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("leafnode.navigation.failures", this, NavigationMetrics::failures)
                .description("Events of the engine that did not reach the store in time")
                .register(registry);
        FunctionCounter.builder("leafnode.reconcile.passes", this, metrics -> metrics.reconciled(Reconciler::passes))
                .description("Finished passes of the reconciler")
                .register(registry);
        FunctionCounter.builder(
                        "leafnode.reconcile.failures", this, metrics -> metrics.reconciled(Reconciler::failures))
                .description("Failed passes of the reconciler")
                .register(registry);
        bindRepairs("opened", Repairs::opened, registry);
        bindRepairs("closed", Repairs::closed, registry);
        bindRepairs("linked", Repairs::linked, registry);
        bindRepairs("unlinked", Repairs::unlinked, registry);
        bindRepairs("forgotten", Repairs::forgotten, registry);
    }

    private void bindRepairs(String kind, ToLongFunction<Repairs> number, MeterRegistry registry) {
        FunctionCounter.builder(
                        "leafnode.reconcile.repairs",
                        this,
                        metrics -> metrics.reconciled(source -> number.applyAsLong(source.total())))
                .tag("kind", kind)
                .description("What the reconciler has put right, or forgotten")
                .register(registry);
    }

    private double failures() {
        return judgments.stream()
                        .mapToLong(JudgmentNavigationListener::failures)
                        .sum()
                + others.stream().mapToLong(LeafStateListener::failures).sum();
    }

    private double reconciled(ToLongFunction<Reconciler> count) {
        return count.applyAsLong(reconciler.getObject());
    }
}
