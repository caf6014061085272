package dev.leafnode.spring;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/** The host's transactions, which a host that only keeps everything in memory may not even have the classes of. */
final class HostTransactions {

    private static final boolean POSSIBLE = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            HostTransactions.class.getClassLoader());

    private HostTransactions() {}

    /** Whether this thread is in one, of whatever transaction manager. */
    static boolean isActive() {
        return POSSIBLE && TransactionSynchronizationManager.isActualTransactionActive();
    }

    /**
     * Tells when the transaction has ended that a call of this thread was part of, and whether it is committed; at once
     * if there is none.
     *
     * @param isJoined whether there is one
     */
    static void onEnd(BooleanSupplier isJoined, Consumer<Boolean> listener) {
        if (isJoined.getAsBoolean() && TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new End(listener));
        } else {
            listener.accept(true);
        }
    }

    /** After completion, as what is registered while others hear of the commit hears of nothing else. */
    private record End(Consumer<Boolean> listener) implements TransactionSynchronization {

        @Override
        public void afterCompletion(int status) {
            listener.accept(status == STATUS_COMMITTED);
        }
    }
}
