package dev.leafnode.reminder;

import dev.leafnode.feed.EventLog;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.PageToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reminds of judgments that have been open for long: once for each threshold and attempt, by one of the instances that
 * share a store.
 *
 * <ol>
 *   <li>A pass reads what may have waited for a threshold since the pass before. As often as every ten minutes, and at
 *       first, it reads everything that has waited for the shortest: a judgment may have been opened late.
 *   <li>The longest threshold that a judgment has waited for is told, and stands for those before: after a
 *       night without any instance there is one reminder of each judgment. None is told of which that
 *       threshold or a longer one was.
 *   <li>The store is asked again whether the judgment is open. Then the reminder is entered into the log, which takes
 *       an entry at a position once only: of several instances one succeeds. That one tells its listeners.
 * </ol>
 *
 * <p>So a reminder is never told twice; one that an instance has entered is lost when it dies before it has told
 * it, or when it does not learn that the log took it. The next threshold comes all the same. The log keeps an
 * entry for each open judgment of which somebody was reminded, and so does every instance in memory. What is
 * restarted is an attempt of its own, and reminds anew; what is paused goes on waiting, and says so. Thresholds
 * may differ from one start to the next.
 */
public final class Reminders {

    private static final Logger log = LoggerFactory.getLogger(Reminders.class);

    private static final Duration COMPARE = Duration.ofMinutes(10);

    /** What is opened so much later than it began to wait is not overlooked even for those ten minutes. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    /** Since the pass before, few have come to a threshold. */
    private static final int FEW = 100;

    private final List<Duration> thresholds;
    private final List<ReminderListener> listeners;
    private final JudgmentRepository judgments;
    private final ToldReminders told;
    private final InstantSource clock;
    private final LongAdder reminded = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private @Nullable Instant comparedAt;
    private @Nullable Instant lookedAt;

    /**
     * Makes reminders.
     *
     * @param thresholds how long a judgment has waited when it is time; positive and different
     * @param listeners whom to tell, in this order
     * @param told what was told, by all instances; of nothing else
     */
    public Reminders(
            List<Duration> thresholds,
            List<? extends ReminderListener> listeners,
            JudgmentRepository judgments,
            EventLog told,
            InstantSource clock) {
        this.thresholds = thresholds.stream().sorted().distinct().toList();
        if (this.thresholds.size() < thresholds.size()
                || thresholds.stream().anyMatch(threshold -> threshold.isZero() || threshold.isNegative())) {
            throw new IllegalArgumentException(
                    "thresholds: expected different and positive durations, got " + thresholds);
        }
        this.listeners = List.copyOf(listeners);
        this.judgments = judgments;
        this.told = new ToldReminders(told);
        this.clock = clock;
    }

    /** How long a judgment has waited when it is time, the shortest first. */
    public List<Duration> thresholds() {
        return thresholds;
    }

    /** Whom to tell. */
    public List<ReminderListener> listeners() {
        return listeners;
    }

    /** How many reminders this instance has told. */
    public long reminded() {
        return reminded.sum();
    }

    /** How often a listener of this instance has failed. */
    public long failures() {
        return failures.sum();
    }

    /**
     * Makes one pass, and returns when every listener has been told what there was to tell. Nothing without
     * thresholds or without listeners.
     *
     * @throws RuntimeException what the store threw; what was not told by then is told by the next pass
     */
    public synchronized void remind() {
        if (thresholds.isEmpty() || listeners.isEmpty()) {
            return;
        }
        told.read();
        Instant now = clock.instant();
        Instant before = lookedAt;
        if (before == null || isTimeToCompare(now)) {
            compare(now);
            comparedAt = now;
        } else {
            for (Duration threshold : thresholds) {
                remindBetween(before.minus(SLACK).minus(threshold), now.minus(threshold), FEW, key -> {});
            }
        }
        lookedAt = now;
        told.forgetOutdated();
    }

    private boolean isTimeToCompare(Instant now) {
        return comparedAt == null || now.isBefore(comparedAt) || !now.isBefore(comparedAt.plus(COMPARE));
    }

    /** What was told and is not found among what is open is over, unless it was overlooked. */
    private void compare(Instant now) {
        Instant until = now.minus(thresholds.get(0));
        Set<JudgmentKey> missing = new HashSet<>(told.until(until));
        remindBetween(Instant.EPOCH, until, JudgmentQuery.MAX_LIMIT, missing::remove);
        missing.removeIf(key -> find(key).isPresent());
        told.forget(missing);
    }

    private void remindBetween(Instant from, Instant until, int atOnce, Consumer<JudgmentKey> seen) {
        JudgmentQuery query = JudgmentQuery.all().withPageToken(before(from)).withLimit(atOnce);
        forEach(query, waiting -> {
            JudgmentKey key = waiting.judgment().key();
            boolean isIn = !key.since().isAfter(until);
            if (isIn) {
                seen.accept(key);
                remindOf(key);
            }
            return isIn;
        });
    }

    private void remindOf(JudgmentKey key) {
        Duration waited = Duration.between(key.since(), clock.instant());
        Optional<Duration> due = thresholds.stream()
                .filter(threshold -> threshold.compareTo(waited) <= 0)
                .reduce((shorter, longer) -> longer);
        // Who is being stopped takes nothing on that it could not tell.
        if (due.isPresent()
                && !told.isTold(key, due.get())
                && !Thread.currentThread().isInterrupted()) {
            find(key)
                    .filter(open -> told.enter(key, due.get()))
                    .ifPresent(open -> tell(new Reminder(open, due.get(), waited)));
        }
    }

    private Optional<WaitingJudgment> find(JudgmentKey key) {
        AtomicReference<@Nullable WaitingJudgment> found = new AtomicReference<>();
        forEach(JudgmentQuery.blocking(key.stage().executionId()), waiting -> {
            if (waiting.judgment().key().equals(key)) {
                found.set(waiting);
            }
            return found.get() == null;
        });
        return Optional.ofNullable(found.get());
    }

    private void tell(Reminder reminder) {
        reminded.increment();
        for (ReminderListener listener : listeners) {
            try {
                listener.stillWaiting(reminder);
            } catch (Throwable failure) {
                failures.increment();
                log.error(
                        "Listener {} failed on the reminder of {} after {}",
                        listener.getClass().getName(),
                        reminder.waiting().judgment().key(),
                        reminder.threshold(),
                        failure);
            }
        }
    }

    /** Page by page, while there is more to be seen. */
    private void forEach(JudgmentQuery query, Predicate<WaitingJudgment> more) {
        JudgmentQuery next = query;
        while (next != null) {
            JudgmentPage page = judgments.search(next);
            PageToken token = page.judgments().stream().allMatch(more) ? page.next() : null;
            next = token == null ? null : next.withPageToken(token);
        }
    }

    /** The place before everything that began to wait at that instant or later. */
    private static @Nullable PageToken before(Instant from) {
        return from.toEpochMilli() <= 0 ? null : new PageToken(from.toEpochMilli() - 1, List.of("-", "-"));
    }
}
