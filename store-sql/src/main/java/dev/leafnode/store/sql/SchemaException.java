package dev.leafnode.store.sql;

/**
 * The tables of the store are not as this version of the library needs them; the message says what was expected and
 * found.
 */
public final class SchemaException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    SchemaException(String message) {
        super(message);
    }

    SchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
