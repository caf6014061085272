package dev.leafnode.quickstart.definition;

/** What a caller gave cannot be used: a definition, a decision. The message says what is wrong where. */
public final class InvalidInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(message);
    }
}
