package dev.leafnode.web.resource;

/**
 * Where an execution or one of its environments stands. Of an execution it is the reason of the condition
 * {@code Succeeded}, and but for {@link #AWAITING_APPROVAL} it says what the reason of that name says of a PipelineRun
 * of Tekton's; of an environment it is the type of its status.
 */
public enum Phase {
    /** Nothing goes on: it has not started, or somebody or something else has to let it go on. */
    PENDING("Pending", Condition.Status.UNKNOWN),
    RUNNING("Running", Condition.Status.UNKNOWN),
    /** A human is awaited, in it or below it. */
    AWAITING_APPROVAL("AwaitingApproval", Condition.Status.UNKNOWN),
    /** It succeeded, and no environment was skipped. */
    SUCCEEDED("Succeeded", Condition.Status.TRUE),
    /** It succeeded, and an environment was skipped. Of executions only. */
    COMPLETED("Completed", Condition.Status.TRUE),
    FAILED("Failed", Condition.Status.FALSE),
    CANCELLED("Cancelled", Condition.Status.FALSE),
    /** It failed because the time of a stage was over. Of executions only. */
    TIMED_OUT("PipelineRunTimeout", Condition.Status.FALSE),
    /** Nothing was done there and nothing will be. Of environments only. */
    SKIPPED("Skipped", Condition.Status.TRUE);

    private final String text;
    private final Condition.Status succeeded;

    Phase(String text, Condition.Status succeeded) {
        this.text = text;
        this.succeeded = succeeded;
    }

    /** The name as it stands in a resource. */
    public String text() {
        return text;
    }

    /** Whether the condition of an execution can have this for its reason. */
    public boolean isOfExecutions() {
        return this != SKIPPED;
    }

    /** Whether what stands there has succeeded. */
    public Condition.Status succeeded() {
        return succeeded;
    }
}
