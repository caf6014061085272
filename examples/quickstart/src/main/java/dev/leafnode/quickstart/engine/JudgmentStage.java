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

    /** Whether a stage is a judgment that nobody has decided, in that attempt. */
    static boolean isWaiting(Execution execution, Stage stage, long attempt) {
        return stage.type().equals(NAME)
                && stage.status().equals(ExecutionStatus.RUNNING)
                && stage.startTime() != null
                && stage.startTime().toEpochMilli() == attempt
                && !execution.status().isComplete()
                && decision(stage).isEmpty();
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
