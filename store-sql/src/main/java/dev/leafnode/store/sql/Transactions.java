package dev.leafnode.store.sql;

import static java.util.Objects.requireNonNull;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in the application's transaction when there is one, and otherwise in one of its own, which is tried again
 * when it met another one: no lock and no answer is left behind by the try that failed. Work that fails in the
 * application's transaction is undone alone: without a savepoint a database may refuse everything that comes after
 * it, and with that what the application itself wrote. Where the database has undone the whole transaction, as MySQL
 * does when two of them wait for each other, the application must not go on as if it had not: then it can only roll
 * back.
 */
final class Transactions {

    /** Who meets another one soon gets through; who does not within this time meets something else. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /**
     * MariaDB: a row has changed since it was read; MySQL and MariaDB: a lock was not to be had. Spring does not know
     * them.
     */
    private static final Set<Integer> OTHER_CODES = Set.of(1020, 1205);

    private static final RetryPolicy<Object> AGAIN = RetryPolicy.builder()
            .handle(ConcurrencyFailureException.class, DuplicateKeyException.class, QueryTimeoutException.class)
            .handleIf(Transactions::hasOtherCode)
            .withBackoff(Duration.ofMillis(1), Duration.ofMillis(250))
            .withJitter(0.5)
            .withMaxRetries(-1)
            .withMaxDuration(LONGEST)
            .build();

    private static final TransactionDefinition AS_IT_IS =
            new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_SUPPORTS);

    private final PlatformTransactionManager application;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;
    private final NamedParameterJdbcOperations jdbc;
    private final NamedParameterJdbcOperations bounded;
    private final boolean singly;

    /**
     * Says how to run.
     *
     * @param dialect of the database
     * @param application whose transactions are joined
     * @param own for all other ones. The application's may refuse what they need, such as a level of isolation
     * @param bounded sends the statements of which the application's transaction waits for none longer than it must
     */
    Transactions(
            Dialect dialect,
            PlatformTransactionManager application,
            PlatformTransactionManager own,
            NamedParameterJdbcOperations jdbc,
            NamedParameterJdbcOperations bounded) {
        this.application = application;
        transaction = new TransactionTemplate(own);
        transaction.setIsolationLevel(dialect.isolation());
        apart = new TransactionTemplate(own);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        apart.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.jdbc = jdbc;
        this.bounded = bounded;
        singly = !dialect.arraysNeedTheirConnection()
                && Boolean.TRUE.equals(
                        jdbc.getJdbcOperations().execute((ConnectionCallback<Boolean>) Connection::getAutoCommit));
    }

    /**
     * What sends statements that the engine waits for: in the application's transaction, which can neither be tried
     * again nor be left, with a bound in time.
     */
    NamedParameterJdbcOperations sender() {
        return isJoined() ? bounded : jdbc;
    }

    /** A transaction of its own, whatever the thread is in; each statement sees what is committed before it. */
    <T> T apart(Supplier<T> statements) {
        return tried(() -> apart.execute(status -> statements.get()));
    }

    /** Several statements that take effect together. */
    <T> T together(Supplier<T> statements) {
        return isJoined() ? joined(statements) : tried(() -> transaction.execute(status -> statements.get()));
    }

    /**
     * Statements each of which is a whole. They commit themselves, without a round trip more, unless the connections
     * of the application are not made so, or the database is one whose arrays need a connection: outside a
     * transaction Spring Data JDBC makes them on another connection than the statement's, which is closed by then if
     * there is no pool.
     */
    <T> T single(Supplier<T> statement) {
        return singly && !isJoined() ? tried(statement) : together(statement);
    }

    /**
     * Whether the thread is in a transaction of the application. The transaction manager is asked, since the thread may
     * be in a transaction of another one, which has nothing to do with this database.
     */
    boolean isJoined() {
        TransactionStatus status = application.getTransaction(AS_IT_IS);
        try {
            return status instanceof DefaultTransactionStatus known
                    ? known.hasTransaction()
                    : TransactionSynchronizationManager.isActualTransactionActive();
        } finally {
            application.commit(status);
        }
    }

    private <T> T joined(Supplier<T> statements) {
        T done = jdbc.getJdbcOperations()
                .execute((ConnectionCallback<T>) connection -> joined(connection, statements, true));
        return requireNonNull(done, "what the statements return");
    }

    /**
     * A key that another one was faster with is seen by who looks again, unless the application's transaction sees
     * one state.
     */
    private <T> T joined(Connection connection, Supplier<T> statements, boolean mayTryAgain) throws SQLException {
        Savepoint before = savepoint(connection);
        T result;
        try {
            result = statements.get();
        } catch (RuntimeException | Error failure) {
            if (isUndone(connection, before, failure) && mayTryAgain && failure instanceof DuplicateKeyException) {
                return joined(connection, statements, false);
            }
            throw failure;
        }
        if (before != null) {
            connection.releaseSavepoint(before);
        }
        return result;
    }

    /** Null where there can be none, as in a transaction that spans several databases. */
    private static @Nullable Savepoint savepoint(Connection connection) {
        try {
            return connection.setSavepoint();
        } catch (SQLException refused) {
            return null;
        }
    }

    private boolean isUndone(Connection connection, @Nullable Savepoint before, Throwable failure) {
        if (before == null) {
            return false;
        }
        try {
            connection.rollback(before);
            return true;
        } catch (SQLException lost) {
            failure.addSuppressed(lost);
            endInRollback();
            return false;
        }
    }

    /** There is no savepoint any more, so what came before it is undone as well. */
    private void endInRollback() {
        application.rollback(application.getTransaction(AS_IT_IS));
    }

    private static boolean hasOtherCode(Throwable failure) {
        return failure.getCause() instanceof SQLException cause && OTHER_CODES.contains(cause.getErrorCode());
    }

    private static <T> T tried(Supplier<T> work) {
        return Failsafe.with(AGAIN).get(work::get);
    }
}
