package dev.leafnode.store.redis;

import dev.leafnode.navigation.Lease;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease in a key of Redis. It is prolonged while its holder works, and is over half a minute after that stops. */
final class RedisLease implements Lease, AutoCloseable {

    static final String NAME = "reconciler";

    private static final Duration TIME = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(RedisLease.class);

    private final ScheduledExecutorService prolonging;
    private final LockProvider locks;

    RedisLease(RedisLocks locks) {
        this(locks, new ScheduledThreadPoolExecutor(1, RedisLease::daemon));
    }

    RedisLease(RedisLocks locks, ScheduledExecutorService prolonging) {
        this.prolonging = prolonging;
        this.locks = new KeepAliveLockProvider(locks, prolonging);
    }

    @Override
    public boolean run(Runnable work) {
        Optional<SimpleLock> lock = locks.lock(new LockConfiguration(ClockProvider.now(), NAME, TIME, Duration.ZERO));
        if (lock.isEmpty()) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            giveBack(lock.get());
        }
    }

    @Override
    public void close() {
        prolonging.shutdownNow();
    }

    /** The work is done, whatever becomes of the lease: it ends by itself. */
    private static void giveBack(SimpleLock lock) {
        try {
            lock.unlock();
        } catch (RuntimeException failure) {
            log.warn("The lease {} could not be given back, and ends by itself", NAME, failure);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "leafnode-lease");
        thread.setDaemon(true);
        return thread;
    }
}
