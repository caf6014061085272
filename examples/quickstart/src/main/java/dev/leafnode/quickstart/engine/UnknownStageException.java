package dev.leafnode.quickstart.engine;

/** A call named a stage that the execution does not have. */
public final class UnknownStageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownStageException(String executionId, String stageId) {
        super("execution %s: expected a stage %s, found none".formatted(executionId, stageId));
    }
}
