package dev.leafnode.store.sql;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** There is no connection to the database; the cause says why. It may be reached later. */
public final class UnreachableDatabaseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    UnreachableDatabaseException(Throwable cause) {
        super("database: expected a connection, got none: " + reason(cause), cause);
    }

    /** What the driver says; those above it say that there is something below them. */
    private static @Nullable String reason(Throwable cause) {
        return Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .findFirst()
                .orElse(cause)
                .getMessage();
    }
}
