package dev.leafnode.store.sql;

import dev.leafnode.navigation.Lease;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A lease in a row of the database, by the database's clock. It is prolonged while its holder works, in transactions
 * of its own, and is over half a minute after that stops.
 */
final class SqlLease implements Lease, AutoCloseable {

    static final String NAME = "reconciler";

    private static final Duration TIME = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(SqlLease.class);

    private final ScheduledExecutorService prolonging;
    private final LockProvider locks;

    SqlLease(DataSource dataSource, PlatformTransactionManager transactionManager, Tables tables) {
        this(dataSource, transactionManager, tables, new ScheduledThreadPoolExecutor(1, SqlLease::daemon));
    }

    SqlLease(
            DataSource dataSource,
            PlatformTransactionManager transactionManager,
            Tables tables,
            ScheduledExecutorService prolonging) {
        this.prolonging = prolonging;
        this.locks = new KeepAliveLockProvider(
                new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                        .withJdbcTemplate(new JdbcTemplate(dataSource))
                        .withTransactionManager(transactionManager)
                        .withTableName(tables.in("leafnode_lease"))
                        .usingDbTime()
                        .build()),
                prolonging);
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
