package dev.leafnode.reminder;

import static dev.leafnode.Fixtures.NOON;
import static dev.leafnode.Fixtures.judgment;
import static dev.leafnode.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.leafnode.feed.EventLog;
import dev.leafnode.feed.EventLog.Entry;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemindersTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final InMemoryStore store = new InMemoryStore(WaitRules.DEFAULT, () -> NOON);
    private final JudgmentRepository judgments = store.judgments();
    private final EventLog log = EventLog.ofProcess();
    private final List<Reminder> told = new ArrayList<>();
    private Instant now = NOON;

    @Test
    void each_threshold_is_told_once_when_a_judgment_has_waited_for_it() {
        Reminders reminders = reminders(HOUR, DAY);
        open("leaf", NOON);

        passes(reminders, Duration.ZERO, HOUR.minusMillis(1));
        assertThat(told).isEmpty();

        passes(reminders, HOUR, HOUR, HOUR.plusMinutes(1), HOUR.plusHours(5));
        assertThat(thresholds()).containsExactly(HOUR);

        passes(reminders, DAY.plusSeconds(1), DAY.plusSeconds(2), DAY.plusHours(7));
        assertThat(thresholds()).containsExactly(HOUR, DAY);
        assertThat(told.get(1).waited()).isEqualTo(DAY.plusSeconds(1));
        assertThat(reminders.reminded()).isEqualTo(2);
    }

    @Test
    void a_reminder_brings_the_judgment_with_the_way_to_it() {
        Stage parent = running("waiting", "pipeline");
        store.executions().save(running("parent", parent));
        Execution leaf = running("leaf", Trigger.reference("parent", "waiting"), judgment("judge"));
        store.executions().save(leaf);
        Judgment waiting = judgmentOf("leaf", NOON);
        assertThat(judgments.open(waiting, Lineage.stored())).isTrue();

        passes(reminders(HOUR), HOUR);

        assertThat(told).singleElement().satisfies(reminder -> {
            assertThat(reminder.waiting().judgment()).isEqualTo(waiting);
            assertThat(reminder.waiting().path()).containsExactly(new StageKey("parent", "waiting"));
        });
    }

    @Test
    void after_an_outage_only_the_longest_threshold_is_told() {
        passes(reminders(HOUR, DAY), Duration.ZERO);
        open("leaf", NOON);

        passes(reminders(HOUR, DAY), DAY.multipliedBy(2), DAY.multipliedBy(2).plusMinutes(1));

        assertThat(thresholds()).containsExactly(DAY);
    }

    @Test
    void what_was_told_before_a_restart_is_not_told_again() {
        open("leaf", NOON);
        passes(reminders(HOUR), HOUR);

        passes(reminders(HOUR), HOUR.plusMinutes(1), HOUR.plusHours(3));

        assertThat(told).hasSize(1);
    }

    @Test
    void thresholds_that_change_from_one_start_to_the_next_tell_what_is_longer_than_before_and_nothing_else() {
        open("leaf", NOON);
        passes(reminders(HOUR.multipliedBy(2)), HOUR.multipliedBy(3));
        told.clear();

        passes(reminders(HOUR), HOUR.multipliedBy(4));
        assertThat(told).isEmpty();

        passes(reminders(HOUR, HOUR.multipliedBy(5)), HOUR.multipliedBy(5));
        assertThat(thresholds()).containsExactly(HOUR.multipliedBy(5));
    }

    @Test
    void what_is_over_is_not_told() {
        Reminders reminders = reminders(HOUR);
        open("leaf", NOON);
        judgments.close(key("leaf", NOON), NOON.plusSeconds(5));

        passes(reminders, HOUR, HOUR.plusMinutes(30));

        assertThat(told).isEmpty();
    }

    @Test
    void what_ends_while_another_reminder_is_told_is_not_told() {
        open("leaf1", NOON);
        open("leaf2", NOON);
        Reminders reminders = new Reminders(
                List.of(HOUR),
                List.of(told::add, reminder -> judgments.close(key("leaf2", NOON), now)),
                judgments,
                log,
                () -> now);

        passes(reminders, HOUR, HOUR.plusMinutes(30));

        assertThat(told)
                .singleElement()
                .satisfies(reminder ->
                        assertThat(reminder.waiting().judgment().key()).isEqualTo(key("leaf1", NOON)));
    }

    @Test
    void an_attempt_after_a_restart_is_told_anew() {
        Reminders reminders = reminders(HOUR);
        open("leaf", NOON);
        passes(reminders, HOUR);
        Instant again = NOON.plus(HOUR.multipliedBy(2));
        open("leaf", again);

        passes(reminders, HOUR.multipliedBy(2), HOUR.multipliedBy(3));

        assertThat(told)
                .extracting(reminder -> reminder.waiting().judgment().key())
                .containsExactly(key("leaf", NOON), key("leaf", again));
    }

    @Test
    void a_judgment_of_a_paused_execution_is_told_and_says_so() {
        store.executions().save(running("leaf", judgment("judge")));
        assertThat(judgments.open(judgmentOf("leaf", NOON), Lineage.stored())).isTrue();
        store.executions()
                .save(running("leaf", judgment("judge")).toBuilder()
                        .status(ExecutionStatus.PAUSED)
                        .build());

        passes(reminders(HOUR), HOUR);

        assertThat(told).singleElement().matches(reminder -> reminder.waiting().paused());
    }

    @Test
    void a_judgment_that_is_opened_long_after_it_began_to_wait_is_told_within_ten_minutes() {
        Reminders reminders = reminders(HOUR);
        passes(reminders, HOUR.multipliedBy(5));
        open("leaf", NOON);

        passes(
                reminders,
                HOUR.multipliedBy(5).plusMinutes(5),
                HOUR.multipliedBy(5).plusMinutes(10));

        assertThat(thresholds()).containsExactly(HOUR);
    }

    @Test
    void a_listener_that_fails_is_counted_and_neither_called_again_nor_in_the_way_of_others() {
        open("leaf1", NOON);
        open("leaf2", NOON);
        AtomicInteger calls = new AtomicInteger();
        ReminderListener failing = reminder -> {
            calls.incrementAndGet();
            throw new IllegalStateException("thrown on purpose");
        };
        Reminders reminders = new Reminders(List.of(HOUR), List.of(failing, told::add), judgments, log, () -> now);

        passes(reminders, HOUR, HOUR.plusMinutes(1), HOUR.plusMinutes(30));

        assertThat(calls).hasValue(2);
        assertThat(reminders.failures()).isEqualTo(2);
        assertThat(told).hasSize(2);
    }

    @Test
    void listeners_are_told_in_their_order() {
        open("leaf", NOON);
        List<String> order = new ArrayList<>();
        Reminders reminders = new Reminders(
                List.of(HOUR),
                List.of(reminder -> order.add("first"), reminder -> order.add("second")),
                judgments,
                log,
                () -> now);

        passes(reminders, HOUR);

        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void more_judgments_than_a_page_holds_are_all_told_once() {
        for (int i = 0; i < 1_001; i++) {
            open("leaf" + i, NOON.plusMillis(i % 7));
        }
        Reminders reminders = reminders(HOUR);

        passes(reminders, HOUR.plusSeconds(1), HOUR.plusSeconds(2));

        assertThat(told)
                .extracting(reminder -> reminder.waiting().judgment().key())
                .hasSize(1_001)
                .doesNotHaveDuplicates();
    }

    @Test
    void the_log_keeps_an_entry_for_each_open_judgment_and_forgets_the_others() {
        Reminders reminders = reminders(HOUR, DAY);
        IntStream.range(0, 10).forEach(i -> open("leaf" + i, NOON));
        passes(reminders, HOUR, DAY);
        assertThat(entries()).hasSize(10);

        IntStream.range(0, 8).forEach(i -> judgments.close(key("leaf" + i, NOON), now));
        passes(reminders, DAY.plusHours(1));

        assertThat(entries()).hasSize(2);
        passes(reminders(HOUR, DAY), DAY.plusHours(2));
        assertThat(told).hasSize(20);
    }

    @Test
    void what_another_instance_has_entered_is_told_by_that_one() {
        open("leaf", NOON);
        List<Reminder> others = new ArrayList<>();
        Reminders other = new Reminders(List.of(HOUR), List.of(others::add), judgments, log, () -> now);
        now = NOON.plus(HOUR);
        EventLog slower = new EventLog() {
            @Override
            public boolean append(List<Entry> entries) {
                other.remind();
                return log.append(entries);
            }

            @Override
            public List<Entry> after(long position, int most) {
                return log.after(position, most);
            }

            @Override
            public void forget(Collection<Long> positions) {
                log.forget(positions);
            }
        };

        new Reminders(List.of(HOUR), List.of(told::add), judgments, slower, () -> now).remind();

        assertThat(others).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void an_entry_that_cannot_be_read_is_in_nobodys_way() {
        assertThat(log.append(List.of(new Entry(0, "2 of a later version")))).isTrue();
        open("leaf", NOON);

        passes(reminders(HOUR), HOUR, HOUR.plusMinutes(1));

        assertThat(told).hasSize(1);
    }

    @Test
    void a_pass_that_the_store_fails_is_made_up_for_by_the_next_one() {
        open("leaf", NOON);
        boolean[] away = {false};
        EventLog failing = new EventLog() {
            @Override
            public boolean append(List<Entry> entries) {
                if (away[0]) {
                    throw new IllegalStateException("away");
                }
                return log.append(entries);
            }

            @Override
            public List<Entry> after(long position, int most) {
                return log.after(position, most);
            }

            @Override
            public void forget(Collection<Long> positions) {
                log.forget(positions);
            }
        };
        Reminders reminders = new Reminders(List.of(HOUR), List.of(told::add), judgments, failing, () -> now);
        passes(reminders, HOUR.minusSeconds(1));
        away[0] = true;
        assertThatIllegalStateException().isThrownBy(() -> passes(reminders, HOUR));
        away[0] = false;

        passes(reminders, HOUR.plusMinutes(5));

        assertThat(thresholds()).containsExactly(HOUR);
    }

    @Test
    void who_is_being_stopped_takes_no_reminder_on() {
        open("leaf1", NOON);
        open("leaf2", NOON);
        Reminders stopped = new Reminders(
                List.of(HOUR),
                List.of(told::add, reminder -> Thread.currentThread().interrupt()),
                judgments,
                log,
                () -> now);
        passes(stopped, HOUR);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(told).hasSize(1);

        passes(reminders(HOUR), HOUR);

        assertThat(told).hasSize(2);
    }

    @Test
    void nothing_is_asked_without_thresholds_or_listeners() {
        EventLog untouched = new EventLog() {
            @Override
            public boolean append(List<Entry> entries) {
                throw new AssertionError();
            }

            @Override
            public List<Entry> after(long position, int most) {
                throw new AssertionError();
            }

            @Override
            public void forget(Collection<Long> positions) {
                throw new AssertionError();
            }
        };
        new Reminders(List.of(), List.of(told::add), judgments, untouched, () -> now).remind();
        new Reminders(List.of(HOUR), List.of(), judgments, untouched, () -> now).remind();

        assertThat(told).isEmpty();
    }

    @Test
    void thresholds_are_positive_and_different_and_come_in_any_order() {
        assertThat(reminders(DAY, HOUR).thresholds()).containsExactly(HOUR, DAY);
        assertThatIllegalArgumentException().isThrownBy(() -> reminders(HOUR, Duration.ofMinutes(60)));
        assertThatIllegalArgumentException().isThrownBy(() -> reminders(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reminders(HOUR.negated()))
                .withMessage("thresholds: expected different and positive durations, got [PT-1H]");
    }

    private Reminders reminders(Duration... thresholds) {
        return new Reminders(List.of(thresholds), List.of(told::add), judgments, log, () -> now);
    }

    /** Makes passes so long after noon. */
    private void passes(Reminders reminders, Duration... later) {
        for (Duration duration : later) {
            now = NOON.plus(duration);
            reminders.remind();
        }
    }

    private List<Duration> thresholds() {
        return told.stream().map(Reminder::threshold).toList();
    }

    private List<Entry> entries() {
        return log.after(-1, 10_000);
    }

    private void open(String execution, Instant since) {
        assertThat(judgments.open(judgmentOf(execution, since), Lineage.of(List.of())))
                .isTrue();
    }

    private static Judgment judgmentOf(String execution, Instant since) {
        return new Judgment(key(execution, since), "app", "pipeline", "Judge");
    }

    private static JudgmentKey key(String execution, Instant since) {
        return new JudgmentKey(new StageKey(execution, "judge"), since.toEpochMilli());
    }
}
