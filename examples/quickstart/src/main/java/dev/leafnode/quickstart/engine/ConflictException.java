package dev.leafnode.quickstart.engine;

/** What a call asks for cannot be done in the present state, which the message names. */
public final class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConflictException(String message) {
        super(message);
    }
}
