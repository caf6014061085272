package dev.leafnode.spring;

import dev.leafnode.repository.JudgmentRepository;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * How much is open now, in the whole store: every instance that shares it says the same, so the numbers of instances
 * are not to be added up.
 *
 * <ul>
 *   <li>{@code leafnode.judgments.open}, by {@code application}; those of the applications after the hundred with the
 *       most together, as {@code (others)}. An application of which nothing is open has no gauge.
 *   <li>{@code leafnode.judgments.oldest.age}: how long the one that has waited longest has; 0 if nothing is open.
 * </ul>
 *
 * <p>Both come from one search every {@code leafnode.metrics.interval}, on a thread of their own, and less often where
 * that takes more than a tenth of the time. While the store fails there is no number.
 */
final class OpenJudgmentMetrics extends RepeatedPass implements MeterBinder {

    /** So much of the time is free of the search. */
    private static final int REST = 9;

    private final ObjectProvider<JudgmentRepository> judgments;
    private final ObjectProvider<InstantSource> clock;
    private final List<MultiGauge> open = new CopyOnWriteArrayList<>();
    private volatile @Nullable OpenJudgments last;
    private long restUntil = System.nanoTime();

    OpenJudgmentMetrics(
            ObjectProvider<JudgmentRepository> judgments, ObjectProvider<InstantSource> clock, Duration interval) {
        super("leafnode-measure-", "count what is open", interval);
        this.judgments = judgments;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder("leafnode.judgments.oldest.age", this, TimeUnit.SECONDS, OpenJudgmentMetrics::oldestAge)
                .description("How long the judgment that has waited longest has waited")
                .strongReference(true)
                .register(registry);
        open.add(MultiGauge.builder("leafnode.judgments.open")
                .description("Judgments that are open")
                .register(registry));
        soon();
    }

    /** Nothing while there is nobody who measures. */
    @Override
    void pass() {
        if (open.isEmpty() || System.nanoTime() - restUntil < 0) {
            return;
        }
        long start = System.nanoTime();
        try {
            show(OpenJudgments.in(judgments.getObject()));
        } catch (RuntimeException | Error failure) {
            last = null;
            open.forEach(gauge -> gauge.register(List.of(), true));
            throw failure;
        } finally {
            long end = System.nanoTime();
            restUntil = end + REST * (end - start);
        }
    }

    private void show(OpenJudgments now) {
        List<Row<?>> rows = now.byApplication().entrySet().stream()
                .<Row<?>>map(OpenJudgmentMetrics::row)
                .toList();
        open.forEach(gauge -> gauge.register(rows, true));
        last = now;
    }

    private static Row<Number> row(Map.Entry<String, Long> application) {
        return Row.of(Tags.of("application", application.getKey()), application.getValue());
    }

    private double oldestAge() {
        OpenJudgments known = last;
        if (known == null) {
            return Double.NaN;
        }
        Instant now = clock.getIfUnique(Clock::systemUTC).instant();
        return known.oldestSince() == null
                ? 0
                : Math.max(0, Duration.between(known.oldestSince(), now).toMillis() / 1e3);
    }
}
