package dev.leafnode.quickstart.engine;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.quickstart.definition.StageDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * {@code pipeline}: starts another pipeline and, unless it says {@code waitForCompletion: false}, waits for it. While it
 * waits it looks at its child every few seconds and stores its whole stage each time, as real engines do.
 */
final class PipelineStage implements StageType {

    static final String NAME = "pipeline";
    private static final String EXECUTION_ID = "executionId";
    private static final String WAIT_FOR_COMPLETION = "waitForCompletion";
    private static final String CHILD_STATUS = "status";
    private static final String POLLED_AT = "polledAt";
    private static final String EXCEPTION = "exception";

    private final Children children;
    private final InstantSource clock;
    private final Duration pollInterval;
    private final Duration timeout;

    PipelineStage(Children children, InstantSource clock, EngineSettings settings) {
        this.children = children;
        this.clock = clock;
        this.pollInterval = settings.pollInterval();
        this.timeout = settings.pipelineTimeout();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public Set<String> written() {
        return Set.of(EXECUTION_ID, CHILD_STATUS, POLLED_AT, EXCEPTION);
    }

    @Override
    public void require(StageDefinition definition) {
        children.requireDefined(definition);
    }

    @Override
    public Progress poll(Execution execution, Stage stage) {
        Instant now = clock.instant();
        if (!(stage.context().get(EXECUTION_ID) instanceof String childId)) {
            Execution child = children.findOrStart(execution, stage);
            Stage knowing = StageContext.with(stage, EXECUTION_ID, child.id());
            return isDetached(stage)
                    ? new Progress.Done(knowing, ExecutionStatus.SUCCEEDED)
                    : new Progress.Running(knowing, now.plus(pollInterval));
        }
        Optional<ExecutionStatus> found = children.status(childId);
        if (found.isEmpty()) {
            String missing = "execution %s: expected it to be stored, found none".formatted(childId);
            return new Progress.Done(StageContext.with(stage, EXCEPTION, missing), ExecutionStatus.TERMINAL);
        }
        ExecutionStatus status = found.get();
        Stage polled =
                StageContext.with(StageContext.with(stage, CHILD_STATUS, status.name()), POLLED_AT, now.toEpochMilli());
        if (!status.isComplete()) {
            return new Progress.Running(polled, now.plus(pollInterval));
        }
        return new Progress.Done(
                polled,
                status.equals(ExecutionStatus.SUCCEEDED) ? ExecutionStatus.SUCCEEDED : ExecutionStatus.TERMINAL);
    }

    private static boolean isDetached(Stage stage) {
        Object waits = stage.context().get(WAIT_FOR_COMPLETION);
        return Boolean.FALSE.equals(waits) || "false".equals(waits);
    }

    @Override
    public void abandon(Execution execution, Stage stage) {
        children.cancelThoseOf(execution, stage);
    }
}
