package dev.leafnode.spring;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which failures of a store may pass, so that the same call may work a moment later. */
final class PassingFailures {

    private static final int CAUSES = 20;

    /** Classes of SQL states: no connection, a transaction to be rolled back, no resources, an operator at work. */
    private static final Set<String> SQL_STATES = Set.of("08", "40", "53", "57");

    /**
     * Jedis is not in every application, so its failures are known by name. The first is a pool without a connection.
     */
    private static final Set<String> JEDIS_FAILURES = Set.of(
            "redis.clients.jedis.exceptions.JedisException",
            "redis.clients.jedis.exceptions.JedisConnectionException",
            "redis.clients.jedis.exceptions.JedisClusterOperationException");

    private static final String JEDIS_ANSWER = "redis.clients.jedis.exceptions.JedisDataException";

    /** First words of a Redis that starts, fails over, moves slots, is at work for long or has no room. */
    private static final Set<String> REDIS_ANSWERS = Set.of(
            "BUSY", "CLUSTERDOWN", "LOADING", "MASTERDOWN", "MISCONF", "NOREPLICAS", "OOM", "READONLY", "TRYAGAIN");

    private PassingFailures() {}

    /** Whether it was the connection, the server or another transaction, and not the call. */
    static boolean mayPass(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(CAUSES)
                .anyMatch(PassingFailures::mayPassByItself);
    }

    private static boolean mayPassByItself(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException
                || (failure instanceof SQLException sql && isPassing(sql.getSQLState()))
                || JEDIS_FAILURES.contains(failure.getClass().getName())
                || (isJedisAnswer(failure.getClass()) && isPassingAnswer(failure.getMessage()));
    }

    private static boolean isPassing(String state) {
        return state != null && state.length() == 5 && SQL_STATES.contains(state.substring(0, 2));
    }

    private static boolean isJedisAnswer(Class<?> type) {
        return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                .anyMatch(each -> each.getName().equals(JEDIS_ANSWER));
    }

    private static boolean isPassingAnswer(@Nullable String answer) {
        return answer != null && REDIS_ANSWERS.contains(answer.split(" ", 2)[0]);
    }
}
