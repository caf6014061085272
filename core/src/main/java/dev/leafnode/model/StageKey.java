package dev.leafnode.model;

/**
 * A stage of an execution, by ids.
 *
 * @param executionId the execution, an opaque string of 1 to 64 characters
 * @param stageId the stage, likewise; unique within the execution
 */
public record StageKey(String executionId, String stageId) {

    public StageKey {
        Names.id("execution id", executionId);
        Names.id("stage id", stageId);
    }

    @Override
    public String toString() {
        return executionId + "/" + stageId;
    }
}
