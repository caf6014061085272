package dev.leafnode.store.tck;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.feed.Changes;
import dev.leafnode.feed.EventLog;
import dev.leafnode.feed.EventLog.Entry;
import dev.leafnode.feed.JudgmentEvent;
import dev.leafnode.feed.JudgmentFeed;
import dev.leafnode.json.JudgmentEventJson;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import dev.leafnode.reminder.Reminder;
import dev.leafnode.reminder.Reminders;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link EventLog} as tests, a feed of two instances on it, and reminders of many. The author of a store extends this class as
 * {@link RepositoryTck}.
 */
public abstract class EventLogTck {

    private static final int WRITERS = 4;
    private static final int JUDGMENTS_EACH = 40;
    private static final int RECONNECTS = 100;

    private final List<Instance> instances = new ArrayList<>();

    /** A process of the engine. */
    private record Instance(Changes changes, JudgmentFeed feed) {

        JudgmentRepository noting(JudgmentRepository judgments) {
            return changes.noting(judgments, Changes.Transaction.NONE);
        }
    }

    /** The log under test; the same on every call of one test. */
    protected abstract EventLog events();

    /** The repository of judgments that is in the same store. */
    protected abstract JudgmentRepository judgments();

    /** Removes every entry, execution and judgment; called before each test. */
    protected abstract void clear();

    @BeforeEach
    final void startEmpty() {
        clear();
    }

    @AfterEach
    final void stop() {
        instances.forEach(instance -> instance.feed().close());
    }

    @Test
    void entriesAreReadByTheirPositions() {
        assertThat(events().append(entries(0, 5))).isTrue();

        assertThat(events().after(-1, 10)).isEqualTo(entries(0, 5));
        assertThat(events().after(1, 2)).isEqualTo(entries(2, 2));
        assertThat(events().after(4, 10)).isEmpty();
    }

    @Test
    void nothingIsAppendedWhenAPositionIsTaken() {
        assertThat(events().append(entries(0, 3))).isTrue();

        assertThat(events().append(entries(2, 3))).isFalse();
        assertThat(events().append(entries(1, 1))).isFalse();

        assertThat(events().after(-1, 10)).isEqualTo(entries(0, 3));
    }

    @Test
    void textsComeBackAsTheyWere() {
        String text = "{\"a\": \"\\u0000 \\ud83d\\ude00 '\\\\ %s \"}" + "x".repeat(100_000);

        assertThat(events().append(List.of(new Entry(0, text)))).isTrue();

        assertThat(events().after(-1, 1)).containsExactly(new Entry(0, text));
    }

    @Test
    void whatIsForgottenIsReadNoMore() {
        assertThat(events().append(entries(0, 5))).isTrue();

        events().forget(List.of(1L, 3L, 77L));

        assertThat(events().after(0, 2)).containsExactly(entry(2), entry(4));
        assertThat(events().append(entries(3, 1))).as("before the last one").isFalse();
        assertThat(events().append(entries(5, 1))).isTrue();
    }

    @Test
    void anEntryCanBeReadNoLaterThanTheEntriesAfterIt() {
        int each = 50;
        AtomicBoolean writing = new AtomicBoolean(true);
        List<Callable<Long>> calls = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            calls.add(() -> {
                for (int i = 0; i < each; i++) {
                    appendTwo();
                }
                return 0L;
            });
        }
        calls.add(() -> {
            long gaps = 0;
            while (writing.get()) {
                List<Long> positions = positions();
                gaps += positions.equals(
                                LongStream.range(0, positions.size()).boxed().toList())
                        ? 0
                        : 1;
                writing.set(positions.size() < 2 * each * WRITERS);
            }
            return gaps;
        });

        List<Long> results = Threads.together(calls);

        assertThat(results.get(WRITERS)).as("reads with a gap").isZero();
        assertThat(positions()).hasSize(2 * each * WRITERS);
    }

    @Test
    void aReaderThatComesBackAHundredTimesIsToldEverythingOnceAndInOrder() {
        Instance one = instance();
        Instance other = instance();
        FeedReader reader = new FeedReader();
        reader.readUntil(one.feed(), 0);
        int all = 2 * WRITERS * JUDGMENTS_EACH;
        List<Callable<Long>> calls = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            JudgmentRepository opening = (writer % 2 == 0 ? one : other).noting(judgments());
            JudgmentRepository closing = (writer % 3 == 0 ? other : one).noting(judgments());
            String name = "writer" + writer;
            calls.add(() -> {
                for (int i = 0; i < JUDGMENTS_EACH; i++) {
                    Judgment judgment = judgment(name + "-" + i);
                    assertThat(opening.open(judgment, Lineage.of(List.of()))).isTrue();
                    assertThat(closing.close(judgment.key(), Instant.now())).isTrue();
                }
                return 0L;
            });
        }
        calls.add(() -> {
            Instance restarted = other;
            for (int time = 1; time <= RECONNECTS; time++) {
                if (time % 20 == 0) {
                    restarted = instance();
                }
                reader.readUntil((time % 2 == 0 ? one : restarted).feed(), all * time / RECONNECTS);
            }
            return 0L;
        });

        List<Long> unused = Threads.together(calls);

        assertThat(reader.events()).as("everything that the log says").isEqualTo(logged());
        Map<JudgmentKey, List<String>> byJudgment = reader.events().stream()
                .collect(groupingBy(
                        JudgmentEvent::key, mapping(event -> event.getClass().getSimpleName(), toList())));
        assertThat(byJudgment).hasSize(WRITERS * JUDGMENTS_EACH);
        assertThat(byJudgment.values()).containsOnly(List.of("Opened", "Closed"));
        assertThat(judgments().search(JudgmentQuery.all()).judgments()).isEmpty();
    }

    @Test
    void aReminderIsToldOnceHoweverManyInstancesStartAndLookForIt() {
        Instant began = Instant.ofEpochMilli(1_000_000);
        List<JudgmentKey> keys = new ArrayList<>();
        for (int i = 0; i < JUDGMENTS_EACH; i++) {
            JudgmentKey key = new JudgmentKey(new StageKey("execution" + i, "judge"), began.toEpochMilli());
            keys.add(key);
            assertThat(judgments().open(new Judgment(key, "app", "pipeline", "Judge"), Lineage.of(List.of())))
                    .isTrue();
        }
        Queue<Reminder> told = new ConcurrentLinkedQueue<>();
        Duration hour = Duration.ofHours(1);
        List<Callable<Long>> calls = new ArrayList<>();
        for (int instance = 0; instance < WRITERS; instance++) {
            calls.add(() -> {
                for (int start = 0; start < 3; start++) {
                    new Reminders(List.of(hour), List.of(told::add), judgments(), events(), () -> began.plus(hour))
                            .remind();
                }
                return 0L;
            });
        }

        List<Long> unused = Threads.together(calls);

        assertThat(told)
                .extracting(reminder -> reminder.waiting().judgment().key())
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    private void appendTwo() {
        boolean appended;
        do {
            appended = events().append(entries(positions().size(), 2));
        } while (!appended);
    }

    private List<Long> positions() {
        return events().after(-1, 10_000).stream().map(Entry::position).toList();
    }

    private List<JudgmentEvent> logged() {
        JudgmentEventJson format = new JudgmentEventJson();
        return events().after(0, 10_000).stream()
                .map(entry -> format.read(entry.text()))
                .toList();
    }

    private Instance instance() {
        Changes changes = new Changes();
        JudgmentFeed feed = new JudgmentFeed(
                changes,
                judgments(),
                events(),
                new JudgmentEventJson(),
                InstantSource.system(),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofHours(1));
        Instance instance = new Instance(changes, feed);
        synchronized (instances) {
            instances.add(instance);
        }
        feed.start();
        return instance;
    }

    private static Judgment judgment(String execution) {
        JudgmentKey key = new JudgmentKey(new StageKey(execution, "judge"), System.currentTimeMillis());
        return new Judgment(key, "app", "pipeline", "Judge");
    }

    private static List<Entry> entries(long from, int size) {
        return LongStream.range(from, from + size).mapToObj(EventLogTck::entry).toList();
    }

    private static Entry entry(long position) {
        return new Entry(position, "entry " + position);
    }
}
