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

/** Which failures of a store may pass, so that the same call may work a moment later. */
final class PassingFailures {

    private static final int CAUSES = 20;

    /** Classes of SQL states: no connection, a transaction to be rolled back, no resources, an operator at work. */
    private static final Set<String> SQL_STATES = Set.of("08", "40", "53", "57");

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
                || (failure instanceof SQLException sql && isPassing(sql.getSQLState()));
    }

    private static boolean isPassing(String state) {
        return state != null && state.length() == 5 && SQL_STATES.contains(state.substring(0, 2));
    }
}
