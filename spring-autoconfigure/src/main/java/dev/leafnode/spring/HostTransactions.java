package dev.leafnode.spring;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/** The host's transactions, which a host that only keeps everything in memory may not even have the classes of. */
final class HostTransactions {

    private static final boolean POSSIBLE = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            HostTransactions.class.getClassLoader());

    private HostTransactions() {}

    /** Whether this thread is in one. */
    static boolean isActive() {
        return POSSIBLE && TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** Does the work when the transaction of this thread has been committed; at once if it is in none. */
    static void afterCommit(Runnable work) {
        if (isActive() && TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new AfterCommit(work));
        } else {
            work.run();
        }
    }

    private record AfterCommit(Runnable work) implements TransactionSynchronization {

        @Override
        public void afterCommit() {
            work.run();
        }
    }
}
