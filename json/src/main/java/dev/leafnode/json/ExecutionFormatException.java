package dev.leafnode.json;

/**
 * Says that a text is not the JSON of an execution (or of a stage), or that a value cannot be written as such. The
 * message names the place, such as {@code stages[3].startTime}, the id of the execution or stage where it is known,
 * what was expected there and what was found.
 */
public final class ExecutionFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExecutionFormatException(String message) {
        super(message);
    }

    ExecutionFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
