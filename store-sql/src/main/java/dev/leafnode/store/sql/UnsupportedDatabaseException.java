package dev.leafnode.store.sql;

/** The database, or its version, is none that the store supports; the message names it and those. */
public final class UnsupportedDatabaseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    UnsupportedDatabaseException(String expected, String actual) {
        super("database: expected %s, got '%s'".formatted(expected, actual));
    }
}
