package dev.leafnode.spring;

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
}
