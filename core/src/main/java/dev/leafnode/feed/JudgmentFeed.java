package dev.leafnode.feed;

import dev.leafnode.repository.JudgmentRepository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody who follows it what opened and what closed, in an order that all instances
 * agree on and that outlives them.
 *
 * <ol>
 *   <li>Nothing is added to what an engine waits for. {@link Changes} notes where something changed; a thread of the
 *       feed then compares what the log says with what is stored, and enters the difference. It reads the log first and
 *       the store second, so that what was open and is not has closed.
 *   <li>The log takes an entry at a position once only. An instance that was slower than another reads on and compares
 *       again. So an opening is told once, and its closing once, after it.
 *   <li>Each instance reads the log for all of its followers: as often as {@code poll} says as long as there are any,
 *       and not at all otherwise. A follower costs a place among the latest events, and no statement.
 *   <li>What no call noted (an instance that died after the change, executions deleted elsewhere) is found at
 *       the start, after repairs, and as often as {@code compare} says as long as there are followers:
 *       everything that is open is read then.
 * </ol>
 *
 * <p>A judgment that opens and closes before anybody looks is told, too, by the instance that opened it. It is not if
 * that instance dies in between. What is over is remembered for {@code retention}; who comes back later starts anew.
 *
 * <p>A store that is away delays events and loses none.
 */
public final class JudgmentFeed implements AutoCloseable {

    /** How many events a follower may be behind before it is dropped. */
    public static final int CAPACITY = 4_096;

    private static final Logger log = LoggerFactory.getLogger(JudgmentFeed.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Journal journal;
    private final Sequencer sequencer;
    private final InstantSource clock;
    private final Duration retention;
    private final Changes changes;
    private final Recent recent = new Recent(CAPACITY);
    private final Queue<Joining> joining = new ConcurrentLinkedQueue<>();
    private final Queue<FeedCursor> behind = new ConcurrentLinkedQueue<>();
    private final Set<FeedCursor> cursors = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looksSoon = new AtomicBoolean();
    private final Duration poll;
    private final Duration compare;
    private volatile @Nullable ScheduledThreadPoolExecutor thread;
    private @Nullable Long readAt;
    private @Nullable Long comparedAt;
    private boolean failing;

    /** Who wants to follow, and from where. */
    private record Joining(FeedCursor cursor, @Nullable String id) {}

    /**
     * Makes a feed that has not started.
     *
     * @param changes where to look; of no other feed
     * @param judgments what is open
     * @param entries what has been told, by all instances
     * @param poll how often the log is read while somebody follows; positive
     * @param compare how often all that is open is compared with the log while somebody follows; positive
     * @param retention how long what is over is remembered; positive
     */
    public JudgmentFeed(
            Changes changes,
            JudgmentRepository judgments,
            EventLog entries,
            EventFormat format,
            InstantSource clock,
            Duration poll,
            Duration compare,
            Duration retention) {
        this.changes = changes;
        this.poll = positive("poll", poll);
        this.compare = positive("compare", compare);
        this.clock = clock;
        this.retention = positive("retention", retention);
        journal = new Journal(entries, format, recent, () -> cursors.forEach(FeedCursor::wake), this::placeAgain);
        sequencer = new Sequencer(judgments, journal, clock);
        changes.tell(this::soon);
    }

    /**
     * Follows the feed, until the cursor is closed.
     *
     * @param id where to go on, as {@link FeedCursor#id} named it; null for the end
     * @param onItem called when there may be a next item, by the feed's thread, and therefore not to wait for anything
     */
    public FeedCursor follow(@Nullable String id, Runnable onItem) {
        FeedCursor cursor = new FeedCursor(recent, onItem, this::giveMore, this::leave);
        joining.add(new Joining(cursor, id));
        soon();
        return cursor;
    }

    /** How many follow now. */
    public int followers() {
        return cursors.size();
    }

    /** Begins; what was asked before is answered then. */
    public synchronized void start() {
        if (thread == null) {
            ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, JudgmentFeed::daemon);
            started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            ScheduledFuture<?> unused =
                    started.scheduleWithFixedDelay(this::look, 0, poll.toNanos(), TimeUnit.NANOSECONDS);
            thread = started;
        }
    }

    /** Ends; what has changed by then is entered before, if that does not take long. */
    @Override
    public synchronized void close() {
        ScheduledThreadPoolExecutor running = thread;
        if (running == null) {
            return;
        }
        thread = null;
        running.execute(this::look);
        running.shutdown();
        try {
            if (!running.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                running.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** At once, unless it is about to be done anyway. */
    private void soon() {
        ScheduledThreadPoolExecutor running = thread;
        if (running != null && looksSoon.compareAndSet(false, true)) {
            try {
                running.execute(() -> {
                    looksSoon.set(false);
                    look();
                });
            } catch (RejectedExecutionException closed) {
                log.debug("The feed has been closed");
            }
        }
    }

    private void look() {
        try {
            journal.begin();
            readIfDue();
            noteWhatNobodyNoted();
            try {
                enterChanges();
            } finally {
                join();
            }
            journal.forget(clock.instant().minus(retention));
            if (failing) {
                failing = false;
                log.info("What opens and closes is told again");
            }
        } catch (Throwable failure) {
            if (failing) {
                log.debug("What opens and closes could not be told", failure);
            } else {
                failing = true;
                log.warn("What opens and closes could not be told; trying again every {}", poll, failure);
            }
        }
    }

    /** Who joins costs no look at the log when there was one just now. */
    private void readIfDue() {
        boolean isFollowed = !cursors.isEmpty() || !joining.isEmpty();
        if (isFollowed && isOver(readAt, poll.dividedBy(2))) {
            journal.read();
            readAt = System.nanoTime();
        }
    }

    private void noteWhatNobodyNoted() {
        if (comparedAt == null || (!cursors.isEmpty() && isOver(comparedAt, compare))) {
            comparedAt = System.nanoTime();
            changes.add(Changes.EVERYTHING);
        }
    }

    private static boolean isOver(@Nullable Long since, Duration time) {
        return since == null || System.nanoTime() - since >= time.toNanos();
    }

    private void enterChanges() {
        Changes.Noted noted = changes.take();
        if (noted != null) {
            try {
                sequencer.enter(noted);
            } catch (Throwable failure) {
                changes.add(noted);
                throw failure;
            }
        }
    }

    private void join() {
        for (Joining next = joining.peek(); next != null; next = joining.peek()) {
            journal.place(next.cursor(), next.id());
            cursors.add(next.cursor());
            if (next.cursor().isOver()) {
                cursors.remove(next.cursor());
            }
            joining.remove(next);
        }
        for (FeedCursor cursor = behind.poll(); cursor != null; cursor = behind.poll()) {
            try {
                journal.placeAgain(cursor);
            } catch (RuntimeException | Error failure) {
                behind.add(cursor);
                throw failure;
            }
        }
    }

    private void giveMore(FeedCursor cursor) {
        if (!behind.contains(cursor)) {
            behind.add(cursor);
        }
        soon();
    }

    private void leave(FeedCursor cursor) {
        cursors.remove(cursor);
        joining.removeIf(waiting -> waiting.cursor() == cursor);
        behind.remove(cursor);
    }

    private void placeAgain() {
        changes.add(Changes.EVERYTHING);
        cursors.forEach(journal::placeAgain);
    }

    private static Duration positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("%s: expected a positive duration, got %s".formatted(name, duration));
        }
        return duration;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "leafnode-feed");
        thread.setDaemon(true);
        return thread;
    }
}
