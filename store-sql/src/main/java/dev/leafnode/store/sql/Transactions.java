package dev.leafnode.store.sql;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in the application's transaction when there is one, and otherwise in one of its own, which is tried again
 * when it met another one: no lock and no answer is left behind by the try that failed.
 */
final class Transactions {

    private static final int TRIES = 10;

    private final TransactionTemplate transaction;
    private final boolean autoCommit;

    Transactions(DataSource dataSource, PlatformTransactionManager transactionManager) {
        transaction = new TransactionTemplate(transactionManager);
        autoCommit =
                Boolean.TRUE.equals(new JdbcTemplate(dataSource).execute((ConnectionCallback<Boolean>) connection -> {
                    return connection.getAutoCommit();
                }));
    }

    /** Whether the thread is in a transaction of the application. */
    boolean isJoined() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** Several statements that take effect together. */
    <T> T together(Supplier<T> statements) {
        return isJoined() ? statements.get() : tried(() -> transaction.execute(status -> statements.get()));
    }

    /**
     * Statements each of which is a whole. They commit themselves, without a round trip more, unless the connections
     * of the application are not made so.
     */
    <T> T single(Supplier<T> statement) {
        if (isJoined()) {
            return statement.get();
        }
        return autoCommit ? tried(statement) : together(statement);
    }

    void single(Runnable statement) {
        single(() -> {
            statement.run();
            return true;
        });
    }

    private static <T> T tried(Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (DataAccessException failure) {
                if (tries == TRIES || !metAnother(failure)) {
                    throw failure;
                }
            }
        }
    }

    private static boolean metAnother(DataAccessException failure) {
        return failure instanceof ConcurrencyFailureException
                || failure instanceof DuplicateKeyException
                || failure instanceof QueryTimeoutException;
    }
}
