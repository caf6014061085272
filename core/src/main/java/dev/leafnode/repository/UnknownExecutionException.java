package dev.leafnode.repository;

/** A call named an execution that is not stored. */
public final class UnknownExecutionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String executionId;

    public UnknownExecutionException(String executionId) {
        super("execution %s: expected it to be stored, found none".formatted(executionId));
        this.executionId = executionId;
    }

    /** The id that was named. */
    public String executionId() {
        return executionId;
    }
}
