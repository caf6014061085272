package dev.leafnode.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.feed.Changes;
import dev.leafnode.feed.EventLog;
import dev.leafnode.feed.FeedCursor;
import dev.leafnode.feed.FeedItem;
import dev.leafnode.feed.JudgmentEvent;
import dev.leafnode.feed.JudgmentFeed;
import dev.leafnode.json.JudgmentEventJson;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Question;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JudgmentFeedTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InMemoryStore store = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());
    private final BrittleLog log = new BrittleLog();
    private final Changes changes = new Changes();
    private final JudgmentRepository judgments = changes.noting(store.judgments(), Changes.Transaction.NONE);
    private final List<JudgmentFeed> feeds = new ArrayList<>();
    private final FeedReader reader = new FeedReader();

    @AfterEach
    void stop() {
        feeds.forEach(JudgmentFeed::close);
    }

    @Test
    void whatOpenedAndClosedBeforeAnybodyLookedIsTold() {
        JudgmentFeed feed = feed(changes);
        judgments.open(judgment("leaf"), Lineage.of(List.of()));
        judgments.close(judgment("leaf").key(), START);

        feed.start();
        FeedReader late = new FeedReader();
        late.readUntil(feed, 0);
        judgments.open(judgment("other"), Lineage.of(List.of()));
        late.readUntil(feed, 1);

        assertThat(late.said()).containsExactly("opened other");
        assertThat(log.texts()).hasSize(4);
        assertThat(log.texts().get(1)).contains("\"opened\"", "\"leaf\"");
        assertThat(log.texts().get(2)).contains("\"closed\"", "\"leaf\"");
    }

    @Test
    void anEarlierAttemptIsClosedBeforeTheNextOneIsOpened() {
        JudgmentFeed feed = started();
        judgments.open(judgment("leaf"), Lineage.of(List.of()));
        reader.readUntil(feed, 1);
        Judgment again = new Judgment(
                new JudgmentKey(new StageKey("leaf", "judge"), START.toEpochMilli() + 5), "A", "pipeline", "Judge");

        judgments.open(again, Lineage.of(List.of()));
        reader.readUntil(feed, 3);

        assertThat(reader.said()).containsExactly("opened leaf", "closed leaf", "opened leaf");
        assertThat(reader.events().get(1).key().attempt()).isEqualTo(START.toEpochMilli());
        assertThat(reader.events().get(2).key().attempt()).isEqualTo(START.toEpochMilli() + 5);
    }

    @Test
    void whatIsOpenInADeletedExecutionCloses() {
        JudgmentFeed feed = started();
        ExecutionRepository executions = changes.noting(store.executions(), Changes.Transaction.NONE);
        executions.save(waiting("leaf"));
        judgments.open(judgment("leaf"), Lineage.stored());
        reader.readUntil(feed, 1);

        executions.delete("leaf");
        reader.readUntil(feed, 2);

        assertThat(reader.said()).containsExactly("opened leaf", "closed leaf");
    }

    @Test
    void whatAnInstanceThatDiedDidNotTellIsFoundAtTheNextStart() {
        store.judgments().open(judgment("open"), Lineage.of(List.of()));
        JudgmentFeed first = started();
        reader.readUntil(first, 0);
        first.close();
        store.judgments().close(judgment("open").key(), START);
        store.judgments().open(judgment("opened meanwhile"), Lineage.of(List.of()));

        JudgmentFeed second = feed(new Changes());
        second.start();
        reader.readUntil(second, 2);

        assertThat(reader.said()).containsExactlyInAnyOrder("closed open", "opened opened meanwhile");
    }

    @Test
    void whatRepairsOpenIsTold() {
        JudgmentFeed feed = started();
        store.executions().save(waiting("leaf"));

        judgments.repair(START.plusSeconds(60), START, 100);
        reader.readUntil(feed, 1);

        assertThat(reader.said()).containsExactly("opened leaf");
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        List<Consumer<Boolean>> ends = new ArrayList<>();
        JudgmentRepository inTransaction = changes.noting(store.judgments(), ends::add);
        JudgmentFeed feed = started();
        inTransaction.open(judgment("rolled back"), Lineage.of(List.of()));
        // As the database undoes it.
        store.judgments().close(judgment("rolled back").key(), START);
        ends.forEach(end -> end.accept(false));

        judgments.open(judgment("other"), Lineage.of(List.of()));
        reader.readUntil(feed, 1);

        assertThat(reader.said()).containsExactly("opened other");
        assertThat(ends).hasSize(1);
    }

    @Test
    void whatAnotherStoreKeepsThoughTheTransactionIsRolledBackIsTold() {
        JudgmentRepository inTransaction = changes.noting(store.judgments(), end -> end.accept(false));
        JudgmentFeed feed = started();

        inTransaction.open(judgment("leaf"), Lineage.of(List.of()));
        reader.readUntil(feed, 1);

        assertThat(reader.said()).containsExactly("opened leaf");
    }

    @Test
    void whoGoesBeforeTheStoreIsBackLeavesNothingBehind() {
        JudgmentFeed feed = started();
        log.away = true;
        for (int i = 0; i < 100; i++) {
            feed.follow(null, () -> {}).close();
        }
        FeedCursor stays = feed.follow(null, () -> {});
        log.away = false;
        log.awaitCalls(3);

        assertThat(feed.followers()).isEqualTo(1);
        stays.close();
        assertThat(feed.followers()).isZero();
    }

    @Test
    void aFollowerThatFailsIsInNobodysWay() {
        JudgmentFeed feed = started();
        FeedCursor failing = feed.follow(null, () -> {
            throw new IllegalStateException("a follower that fails");
        });

        judgments.open(judgment("leaf"), Lineage.of(List.of()));
        reader.readUntil(feed, 1);

        assertThat(reader.said()).containsExactly("opened leaf");
        failing.close();
    }

    @Test
    void anInstanceThatSleptWhileItsPlaceWasForgottenTellsNothingTwice() {
        judgments.open(judgment("leaf"), Lineage.of(List.of()));
        JudgmentFeed awake = started();
        Changes ofSleeping = new Changes();
        JudgmentFeed sleeping = feed(ofSleeping);
        sleeping.start();
        new FeedReader().readUntil(sleeping, 0);
        judgments.close(judgment("leaf").key(), START);
        reader.readUntil(awake, 1);
        now.set(START.plus(Duration.ofHours(2)));
        judgments.open(judgment("second"), Lineage.of(List.of()));
        judgments.open(judgment("third"), Lineage.of(List.of()));
        reader.readUntil(awake, 3);
        now.set(START.plus(Duration.ofHours(4)));
        judgments.open(judgment("fourth"), Lineage.of(List.of()));
        reader.readUntil(awake, 4);
        await(() -> log.texts().stream().noneMatch(text -> text.contains("\"leaf\"")));

        ofSleeping.noting(store.judgments(), Changes.Transaction.NONE).open(judgment("fifth"), Lineage.of(List.of()));
        reader.readUntil(awake, 5);

        assertThat(reader.said())
                .containsExactly("closed leaf", "opened second", "opened third", "opened fourth", "opened fifth");
    }

    @Test
    void aLogThatIsEmptiedIsBegunAnewAndItsReadersAreTold() {
        JudgmentFeed feed = started();
        judgments.open(judgment("before"), Lineage.of(List.of()));
        reader.readUntil(feed, 1);
        Semaphore items = new Semaphore(0);
        FeedCursor cursor = feed.follow(null, items::release);
        assertThat(item(cursor, items)).isInstanceOf(FeedItem.Ready.class);

        log.clear();

        assertThat(item(cursor, items)).isInstanceOf(FeedItem.Reset.class);
        JudgmentFeed restarted = feed(new Changes());
        restarted.start();
        assertThat(first(restarted, null)).isInstanceOf(FeedItem.Ready.class);
        judgments.open(judgment("after"), Lineage.of(List.of()));
        await(() -> log.texts().stream().anyMatch(text -> text.contains("\"after\"")));
        assertThat(log.texts().stream().filter(text -> text.contains("\"before\"")))
                .as("told again in the new log")
                .hasSize(1);
        cursor.close();
    }

    @Test
    void readersOfALogThatIsGoneAreToldEvenIfItCannotBeBegunAnewAtOnce() {
        JudgmentFeed feed = started();
        judgments.open(judgment("before"), Lineage.of(List.of()));
        reader.readUntil(feed, 1);
        Semaphore items = new Semaphore(0);
        FeedCursor cursor = feed.follow(null, items::release);
        assertThat(item(cursor, items)).isInstanceOf(FeedItem.Ready.class);

        log.cannotBegin = true;
        log.clear();
        log.awaitCalls(4);
        log.cannotBegin = false;

        assertThat(item(cursor, items)).isInstanceOf(FeedItem.Reset.class);
        cursor.close();
    }

    @Test
    void anEntryThatNobodyCanReadIsInNobodysWay() {
        JudgmentFeed feed = started();
        assertThat(log.append(List.of(new EventLog.Entry(1, "{\"type\": \"from the future\"}"))))
                .isTrue();

        judgments.open(judgment("leaf"), Lineage.of(List.of()));
        reader.readUntil(feed, 1);
        JudgmentFeed restarted = feed(new Changes());
        restarted.start();

        assertThat(reader.said()).containsExactly("opened leaf");
        assertThat(first(restarted, null)).isInstanceOf(FeedItem.Ready.class);
    }

    @Test
    void aQuestionThatIsFarTooLongIsLeftOut() {
        JudgmentFeed feed = started();
        Judgment judgment = judgment("leaf");
        Question question = new Question("\u00e9".repeat(500_000), List.of("a"), Set.of("role"));
        judgments.open(new Judgment(judgment.key(), "A", "pipeline", "Judge", question, null), Lineage.of(List.of()));
        reader.readUntil(feed, 1);

        assertThat(log.texts().get(1))
                .hasSizeLessThan(1_000)
                .contains("\"role\"")
                .doesNotContain("instructions");
    }

    @Test
    void whoComesFromFarAwayIsToldEverythingLittleByLittle() {
        JudgmentFeed feed = started();
        int size = JudgmentFeed.CAPACITY + 1_500;
        for (int i = 0; i < size; i++) {
            judgments.open(judgment("leaf-" + i), Lineage.of(List.of()));
        }
        await(() -> log.size() == size + 1);

        reader.readUntil(feed, size);

        assertThat(reader.events()).extracting(JudgmentEvent::key).doesNotHaveDuplicates();
        assertThat(reader.events()).hasSize(size);
    }

    @Test
    void aStoreThatIsAwayDelaysEventsAndLosesNone() {
        JudgmentFeed feed = started();
        log.away = true;
        judgments.open(judgment("leaf"), Lineage.of(List.of()));
        judgments.close(judgment("leaf").key(), START);
        log.awaitCalls(3);

        log.away = false;
        reader.readUntil(feed, 2);

        assertThat(reader.said()).containsExactly("opened leaf", "closed leaf");
    }

    @Test
    void whatIsOverIsForgottenAfterAWhileAndWhoComesBackLaterStartsAnew() {
        JudgmentFeed feed = started();
        String beforeAll = id(feed, null);
        judgments.open(judgment("stays"), Lineage.of(List.of()));
        judgments.open(judgment("leaf"), Lineage.of(List.of()));
        reader.readUntil(feed, 2);
        judgments.close(judgment("leaf").key(), START);
        reader.readUntil(feed, 3);
        judgments.open(judgment("last"), Lineage.of(List.of()));
        reader.readUntil(feed, 4);
        feed.close();
        now.set(START.plus(Duration.ofHours(2)));

        JudgmentFeed later = feed(new Changes());
        later.start();
        log.awaitSize(3);

        assertThat(log.texts()).hasSize(3).noneMatch(text -> text.contains("\"leaf\""));
        JudgmentFeed muchLater = feed(new Changes());
        muchLater.start();
        assertThat(first(muchLater, beforeAll))
                .isInstanceOfSatisfying(
                        FeedItem.Reset.class,
                        reset -> assertThat(reset.reason())
                                .startsWith("expected an id after which everything is remembered, got '"));
    }

    @Test
    void aLogThatWasMadeAnewIsNotTakenForTheOldOne() {
        JudgmentFeed feed = started();
        judgments.open(judgment("leaf"), Lineage.of(List.of()));
        reader.readUntil(feed, 1);
        String id = id(feed, null);
        log.clear();

        JudgmentFeed other = feed(new Changes());
        other.start();

        assertThat(first(other, id)).isInstanceOf(FeedItem.Reset.class);
    }

    @Test
    void nobodyLearnsFromIdsHowMuchLiesBetween() {
        JudgmentFeed feed = started();

        List<String> ids = List.of(id(feed, null), id(feed, null), id(feed, null));

        assertThat(ids)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).hasSize(54).matches("[A-Za-z0-9_-]+"));
    }

    @Test
    void aFeedThatNobodyFollowsLooksOnlyWhenSomethingChanges() throws InterruptedException {
        JudgmentFeed feed = feed(changes);
        feed.start();
        log.awaitSize(1);
        judgments.open(judgment("leaf"), Lineage.of(List.of()));
        log.awaitSize(2);

        assertThat(isQuietSoon())
                .as("a feed that looks every 10 ms is never quiet")
                .isTrue();
    }

    /** Whether there comes a third of a second without a call. */
    private boolean isQuietSoon() throws InterruptedException {
        for (int tries = 0; tries < 30; tries++) {
            log.calls.drainPermits();
            if (!log.calls.tryAcquire(333, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    private JudgmentFeed started() {
        JudgmentFeed feed = feed(changes);
        feed.start();
        reader.readUntil(feed, 0);
        return feed;
    }

    private JudgmentFeed feed(Changes noted) {
        JudgmentFeed feed = new JudgmentFeed(
                noted,
                store.judgments(),
                log,
                new JudgmentEventJson(),
                now::get,
                Duration.ofMillis(10),
                NEVER,
                Duration.ofHours(1));
        feeds.add(feed);
        return feed;
    }

    /** The id of the place of somebody who follows from there. */
    private static String id(JudgmentFeed feed, String from) {
        Semaphore items = new Semaphore(0);
        try (FeedCursor cursor = feed.follow(from, items::release)) {
            while (cursor.next().isEmpty()) {
                acquire(items, 1);
            }
            return cursor.id().orElseThrow();
        }
    }

    private static FeedItem first(JudgmentFeed feed, String id) {
        Semaphore items = new Semaphore(0);
        try (FeedCursor cursor = feed.follow(id, items::release)) {
            return item(cursor, items);
        }
    }

    private static FeedItem item(FeedCursor cursor, Semaphore items) {
        Optional<FeedItem> item = cursor.next();
        while (item.isEmpty()) {
            acquire(items, 1);
            item = cursor.next();
        }
        return item.get();
    }

    /** Looked at again whenever the log is called, which a feed that is followed does all the time. */
    private void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            acquire(log.calls, 1);
        }
    }

    private static Execution waiting(String id) {
        return Execution.builder(id, "A")
                .status(ExecutionStatus.RUNNING)
                .stages(List.of(Stage.builder("judge", "manualJudgment")
                        .status(ExecutionStatus.RUNNING)
                        .startTime(START)
                        .build()))
                .build();
    }

    private static Judgment judgment(String execution) {
        return new Judgment(
                new JudgmentKey(new StageKey(execution, "judge"), START.toEpochMilli()), "A", "pipeline", "Judge");
    }

    /** Only so that a feed that does nothing fails the test: nothing is asserted by time. */
    private static void acquire(Semaphore permits, int number) {
        try {
            assertThat(permits.tryAcquire(number, 30, TimeUnit.SECONDS))
                    .as("something happens")
                    .isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** A log that can be away, and that tells when it is called. */
    private static final class BrittleLog implements EventLog {

        private final Semaphore calls = new Semaphore(0);
        private volatile EventLog entries = EventLog.ofProcess();
        private volatile boolean away;
        private volatile boolean cannotBegin;

        @Override
        public boolean append(List<Entry> more) {
            return call(() -> entries.append(more));
        }

        @Override
        public List<Entry> after(long position, int most) {
            return call(() -> {
                if (cannotBegin && position == -1) {
                    throw new IllegalStateException("the log cannot be begun");
                }
                return entries.after(position, most);
            });
        }

        @Override
        public void forget(Collection<Long> positions) {
            call(() -> {
                entries.forget(positions);
                return true;
            });
        }

        void clear() {
            entries = EventLog.ofProcess();
        }

        int size() {
            return entries.after(-1, 100_000).size();
        }

        List<String> texts() {
            return entries.after(-1, 1_000).stream().map(Entry::text).toList();
        }

        void awaitCalls(int more) {
            calls.drainPermits();
            acquire(calls, more);
        }

        void awaitSize(int size) {
            while (texts().size() != size) {
                acquire(calls, 1);
            }
        }

        private <T> T call(Supplier<T> call) {
            try {
                if (away) {
                    throw new IllegalStateException("the log is away");
                }
                return call.get();
            } finally {
                calls.release();
            }
        }
    }
}
