package dev.leafnode.spring;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.leafnode.feed.EventLog;
import dev.leafnode.model.LeafState;
import dev.leafnode.navigation.Lease;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.TargetSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A store that can be opened only while its server answers. It is tried at once, and if that may fail, again and again
 * on a thread of its own until it works. Until then every call of the store fails at once, so that no thread of the
 * engine pays for it, and the reconciler puts right what was missed.
 */
final class LateStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LateStore.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final StoreType type;
    private final Supplier<Opened> open;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, factory());
    private volatile @Nullable Opened opened;
    private volatile @Nullable Throwable failure;
    private boolean closed;

    private LateStore(StoreType type, Supplier<Opened> open) {
        this.type = type;
        this.open = open;
    }

    /**
     * Opens the store now.
     *
     * @param open opens it, or throws
     */
    static LateStore required(StoreType type, Supplier<Opened> open) {
        LateStore late = new LateStore(type, open);
        late.open();
        return late;
    }

    /**
     * Opens the store now or later. The first attempt is waited for, so that a store that works is there when this
     * returns.
     *
     * @param open opens it, or throws; called on one thread at a time
     * @param whenOpened told if it was opened later than now
     */
    static LateStore whenever(StoreType type, Supplier<Opened> open, Runnable whenOpened) {
        LateStore late = new LateStore(type, open);
        try {
            late.open();
        } catch (RuntimeException failure) {
            late.warn(failure);
            late.openAgain(whenOpened);
        }
        return late;
    }

    /** The store itself if it is there already, and otherwise one that fails until it is. */
    Store store() {
        Opened ready = opened;
        return ready != null ? ready.store() : pending();
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdownNow();
        Opened known = opened;
        if (known != null) {
            known.close().run();
        }
    }

    private void openAgain(Runnable whenOpened) {
        var unused = Failsafe.with(untilItWorks())
                .with(thread)
                .getAsync(this::open)
                .thenAccept(isKept -> {
                    if (isKept) {
                        log.info("The store has been opened: judgments are navigated from now on");
                        tell(whenOpened);
                    }
                });
    }

    private RetryPolicy<Boolean> untilItWorks() {
        return RetryPolicy.<Boolean>builder()
                .withBackoff(FIRST_PAUSE, LONGEST_PAUSE)
                .withMaxRetries(-1)
                .onFailedAttempt(attempt -> warn(attempt.getLastException()))
                .build();
    }

    /** Somebody who fails has nothing to do with the store, which is open. */
    private static void tell(Runnable whenOpened) {
        try {
            whenOpened.run();
        } catch (RuntimeException failed) {
            log.warn("Could not tell that the store has been opened", failed);
        }
    }

    /** Whether it is kept: it may come when nobody wants it any more. */
    private boolean open() {
        return keep(open.get());
    }

    private synchronized boolean keep(Opened latest) {
        if (closed) {
            latest.close().run();
        } else {
            opened = latest;
        }
        return !closed;
    }

    /**
     * Once for each thing that is wrong. Numbers tell none from another: a pool says how many milliseconds it waited.
     */
    private synchronized void warn(Throwable latest) {
        Throwable known = failure;
        failure = latest;
        if (!closed && (known == null || !withoutNumbers(known).equals(withoutNumbers(latest)))) {
            log.warn(
                    "Judgments are not navigated yet, and it is tried again and again. {}",
                    explanation(latest),
                    latest);
        }
    }

    private static String withoutNumbers(Throwable failure) {
        return explanation(failure).replaceAll("\\d+", "");
    }

    private static String explanation(Throwable failure) {
        return failure instanceof StoreSelectionException explained
                ? explained.getMessage() + " " + explained.action()
                : String.valueOf(failure);
    }

    private Store pending() {
        Map<LeafState, JudgmentRepository> leaves = new EnumMap<>(LeafState.class);
        for (LeafState state : LeafState.values()) {
            leaves.put(state, pending(JudgmentRepository.class, ready -> ready.leaves(state)));
        }
        return new Store(
                type,
                pending(ExecutionRepository.class, Store::executions),
                leaves::get,
                pending(Lease.class, Store::lease),
                pending(EventLog.class, Store::events),
                pending(EventLog.class, Store::reminders),
                this::joinsTransaction);
    }

    private boolean joinsTransaction() {
        Opened ready = opened;
        return ready != null && ready.store().joinsTransaction().getAsBoolean();
    }

    private <T> T pending(Class<T> type, Function<Store, T> part) {
        return ProxyFactory.getProxy(type, new Pending(type, () -> part.apply(required())));
    }

    private Store required() {
        Opened ready = opened;
        if (ready == null) {
            throw new StoreUnavailableException("the store could not be opened since the application started", failure);
        }
        return ready.store();
    }

    private static CustomizableThreadFactory factory() {
        CustomizableThreadFactory factory = new CustomizableThreadFactory("leafnode-start-");
        factory.setDaemon(true);
        return factory;
    }

    /**
     * A store that works.
     *
     * @param close ends it
     */
    record Opened(Store store, Runnable close) {}

    /** Asks anew for each call whether the store is there. */
    private record Pending(Class<?> type, Supplier<?> target) implements TargetSource {

        @Override
        public Class<?> getTargetClass() {
            return type;
        }

        @Override
        public boolean isStatic() {
            return false;
        }

        @Override
        public Object getTarget() {
            return target.get();
        }

        @Override
        public void releaseTarget(Object used) {}
    }
}
