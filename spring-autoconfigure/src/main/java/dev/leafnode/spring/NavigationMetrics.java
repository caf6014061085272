package dev.leafnode.spring;

import dev.leafnode.feed.JudgmentFeed;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.LeafStateListener;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.reminder.Reminders;
import dev.leafnode.repository.Repairs;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.ObjectProvider;

/**
 * What happened, what went wrong and what was put right, since this instance started.
 *
 * <ul>
 *   <li>{@code leafnode.judgments.opened} and {@code leafnode.judgments.closed}: by events of the engine; one that was
 *       told for nothing is not counted, one in a transaction that is rolled back afterwards is.
 *   <li>{@code leafnode.judgments.wait}: how long each of those that were closed had waited, however that ended.
 *   <li>{@code leafnode.navigation.engine.thread}: how long each event held a thread of the engine, by {@code outcome}:
 *       {@code success} or {@code failure}.
 *   <li>{@code leafnode.navigation.failures}: events of the engine that did not reach the store in time.
 *   <li>{@code leafnode.reconcile.passes} and {@code leafnode.reconcile.failures}: passes that ended well and those
 *       that did not.
 *   <li>{@code leafnode.reconcile.repairs}, by {@code kind}: {@code opened}, {@code closed}, {@code linked},
 *       {@code unlinked}; and {@code forgotten}, which is no repair of anything.
 *   <li>{@code leafnode.reminders.told} and {@code leafnode.reminders.failures}: reminders, and listeners that failed
 *       on one.
 *   <li>{@code leafnode.feed.followers}: who follows what opens and closes now.
 * </ul>
 *
 * <p>What is counted is asked for when somebody reads a counter: a registry may bind its meters while it is made, and
 * what is counted may need the registry first.
 */
final class NavigationMetrics implements MeterBinder {

    private final Tally tally;
    private final ObjectProvider<JudgmentNavigationListener> judgments;
    private final ObjectProvider<LeafStateListener> others;
    private final ObjectProvider<Reconciler> reconciler;
    private final ObjectProvider<Reminders> reminders;
    private final ObjectProvider<JudgmentFeed> feed;

    NavigationMetrics(
            Tally tally,
            ObjectProvider<JudgmentNavigationListener> judgments,
            ObjectProvider<LeafStateListener> others,
            ObjectProvider<Reconciler> reconciler,
            ObjectProvider<Reminders> reminders,
            ObjectProvider<JudgmentFeed> feed) {
        this.tally = tally;
        this.judgments = judgments;
        this.others = others;
        this.reconciler = reconciler;
        this.reminders = reminders;
        this.feed = feed;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindEvents(registry);
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
        FunctionCounter.builder("leafnode.reminders.told", this, metrics -> metrics.of(reminders, Reminders::reminded))
                .description("Reminders of judgments that have been open for long")
                .register(registry);
        FunctionCounter.builder(
                        "leafnode.reminders.failures", this, metrics -> metrics.of(reminders, Reminders::failures))
                .description("Listeners that failed on a reminder")
                .register(registry);
        Gauge.builder("leafnode.feed.followers", this, metrics -> metrics.of(feed, JudgmentFeed::followers))
                .description("Who follows what opens and closes")
                .strongReference(true)
                .register(registry);
    }

    private void bindEvents(MeterRegistry registry) {
        FunctionCounter.builder("leafnode.judgments.opened", tally, Tally::opened)
                .description("Judgments that events of the engine have opened")
                .register(registry);
        FunctionCounter.builder("leafnode.judgments.closed", tally, Tally::closed)
                .description("Judgments that events of the engine have closed")
                .register(registry);
        tally.onWait(Timer.builder("leafnode.judgments.wait")
                .description("How long a judgment that was closed had waited")
                .register(registry)::record);
        Timer success = held("success", registry);
        Timer failure = held("failure", registry);
        tally.onCall((time, failed) -> (failed ? failure : success).record(time));
    }

    private static Timer held(String outcome, MeterRegistry registry) {
        return Timer.builder("leafnode.navigation.engine.thread")
                .tag("outcome", outcome)
                .description("How long an event held a thread of the engine")
                .register(registry);
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

    private <T> double of(ObjectProvider<T> source, ToLongFunction<T> number) {
        return source.stream().mapToLong(number).sum();
    }
}
