package dev.leafnode.spring;

import dev.leafnode.navigation.Reconciler;
import dev.leafnode.reminder.Reminders;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * What an operator asks: how much waits, what went wrong here, and what is set, without anything that is secret.
 * Writing to it reconciles now. Neither waits for a store longer than ten seconds.
 */
@Endpoint(id = "leafnode")
final class LeafnodeEndpoint implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LeafnodeEndpoint.class);

    private final JudgmentRepository judgments;
    private final Reconciler reconciler;
    private final ReconcileSchedule schedule;
    private final Reminders reminders;
    private final Settings settings;
    private final Duration patience;
    private final BoundedIsolation isolation;

    /**
     * Makes an endpoint.
     *
     * @param patience how long a call waits for the store
     */
    LeafnodeEndpoint(
            JudgmentRepository judgments,
            Reconciler reconciler,
            ReconcileSchedule schedule,
            Reminders reminders,
            Settings settings,
            Duration patience) {
        this.judgments = judgments;
        this.reconciler = reconciler;
        this.schedule = schedule;
        this.reminders = reminders;
        this.settings = settings;
        this.patience = patience;
        isolation = new BoundedIsolation(patience, () -> false, () -> {});
    }

    /**
     * How everything stands.
     *
     * @param open what is open in the whole store; null if the store does not say
     * @param failure why not: the class of the failure, whose message may hold what is secret
     */
    record Summary(
            @Nullable Open open,
            @Nullable String failure,
            Reconciling reconcile,
            Reminding reminders,
            Settings settings) {}

    /**
     * What is open.
     *
     * @param oldestSince when the judgment that has waited longest began to; null if none is open
     * @param byApplication see {@link OpenJudgments}
     */
    record Open(long count, @Nullable String oldestSince, Map<String, Long> byApplication) {}

    /**
     * What the reconciler of this instance did since the start.
     *
     * @param last its last finished pass; null before the first
     */
    record Reconciling(@Nullable Pass last, Repaired total, long passes, long failures) {}

    /** A finished pass. */
    record Pass(String at, Repaired repairs) {}

    /** {@link Repairs}, and nothing that follows from them. */
    record Repaired(long opened, long closed, long linked, long unlinked, long forgotten) {

        static Repaired of(Repairs repairs) {
            return new Repaired(
                    repairs.opened(), repairs.closed(), repairs.linked(), repairs.unlinked(), repairs.forgotten());
        }
    }

    /** What this instance reminded of since the start. */
    record Reminding(List<String> thresholds, int listeners, long told, long failures) {}

    /**
     * What is set.
     *
     * @param store {@code sql}, {@code redis}, {@code memory}, or {@code own} where the application keeps judgments
     *     itself
     * @param bubble what is shown on ancestors
     */
    record Settings(
            String store,
            List<String> bubble,
            String timeout,
            String retention,
            String reconcileInterval,
            boolean web) {

        static Settings of(LeafnodeProperties properties, @Nullable StoreType store) {
            return new Settings(
                    store == null ? "own" : lowerCase(store),
                    properties.bubble().stream()
                            .map(Settings::lowerCase)
                            .sorted()
                            .toList(),
                    properties.timeout().toString(),
                    properties.retention().toString(),
                    properties.reconcile().interval().toString(),
                    properties.web().enabled());
        }

        private static String lowerCase(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    /** What became of a pass that was asked for. */
    enum Outcome {
        /** It was made, and repaired what the answer says. */
        DONE,
        /** Another instance is at it. */
        ELSEWHERE,
        /** This instance is still at it, or at one before; the summary will tell. */
        UNDER_WAY,
        /** The store failed; the log says how. */
        FAILED,
        /** The application is about to end. */
        STOPPED
    }

    /**
     * The answer to whoever asked for a pass.
     *
     * @param repairs null unless it was made
     */
    record Answer(Outcome outcome, @Nullable Repaired repairs) {}

    @ReadOperation
    public Summary summary() {
        AtomicReference<@Nullable OpenJudgments> open = new AtomicReference<>();
        String failure = null;
        try {
            isolation.run(() -> open.set(OpenJudgments.in(judgments)));
        } catch (RuntimeException failed) {
            log.warn("Could not count what is open", failed);
            failure = failed.getClass().getName();
        }
        return new Summary(shown(open.get()), failure, reconciling(), reminding(), settings);
    }

    @WriteOperation
    public Answer reconcile() {
        Future<Optional<Repairs>> pass = schedule.now();
        try {
            return pass.get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .map(repairs -> new Answer(Outcome.DONE, Repaired.of(repairs)))
                    .orElseGet(() -> new Answer(Outcome.ELSEWHERE, null));
        } catch (TimeoutException late) {
            // One that has not begun is not made when nobody waits for it any more.
            pass.cancel(false);
            return new Answer(Outcome.UNDER_WAY, null);
        } catch (ExecutionException failed) {
            log.warn("Could not reconcile judgments with executions", failed.getCause());
            return new Answer(Outcome.FAILED, null);
        } catch (CancellationException stopped) {
            return new Answer(Outcome.STOPPED, null);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Answer(Outcome.STOPPED, null);
        }
    }

    @Override
    public void close() {
        isolation.close();
    }

    private static @Nullable Open shown(@Nullable OpenJudgments open) {
        return open == null ? null : new Open(open.count(), text(open.oldestSince()), open.byApplication());
    }

    private Reconciling reconciling() {
        return new Reconciling(
                reconciler
                        .last()
                        .map(pass -> new Pass(pass.at().toString(), Repaired.of(pass.repairs())))
                        .orElse(null),
                Repaired.of(reconciler.total()),
                reconciler.passes(),
                reconciler.failures());
    }

    private Reminding reminding() {
        return new Reminding(
                reminders.thresholds().stream().map(Duration::toString).toList(),
                reminders.listeners().size(),
                reminders.reminded(),
                reminders.failures());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
