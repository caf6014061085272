package dev.leafnode.quickstart.engine;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.quickstart.definition.StageDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** {@code manualJudgment}: runs until a person has said {@code continue} or {@code stop}. */
final class JudgmentStage implements StageType {

    static final String NAME = "manualJudgment";

    private final Duration timeout;

    JudgmentStage(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Checks that a stage is a judgment that nobody has decided.
     *
     * @throws ConflictException if not
     */
    static void requireWaiting(Execution execution, Stage stage) {
        boolean waits = stage.type().equals(NAME)
                && stage.status().equals(ExecutionStatus.RUNNING)
                && !execution.status().isComplete()
                && decision(stage).isEmpty();
        if (!waits) {
            throw new ConflictException("execution %s: expected stage %s to be a judgment that waits, found %s %s"
                    .formatted(execution.id(), stage.id(), stage.type(), stage.status()));
        }
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
        return Decision.FIELDS;
    }

    @Override
    public void require(StageDefinition definition) {}

    @Override
    public Progress poll(Execution execution, Stage stage) {
        return decision(stage)
                .<Progress>map(status -> new Progress.Done(stage, end(status)))
                .orElseGet(() -> new Progress.Running(stage, Instant.MAX));
    }

    private static Optional<Decision.Status> decision(Stage stage) {
        return Decision.Status.of(stage.context().get(Decision.STATUS));
    }

    private static ExecutionStatus end(Decision.Status status) {
        return switch (status) {
            case CONTINUE -> ExecutionStatus.SUCCEEDED;
            case STOP -> ExecutionStatus.TERMINAL;
        };
    }

    @Override
    public void abandon(Execution execution, Stage stage) {}
}
