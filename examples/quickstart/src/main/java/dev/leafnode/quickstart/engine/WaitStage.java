package dev.leafnode.quickstart.engine;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.quickstart.definition.InvalidInputException;
import dev.leafnode.quickstart.definition.StageDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code wait}: lets {@code waitTime} seconds pass. */
final class WaitStage implements StageType {

    private static final String WAIT_TIME = "waitTime";
    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    private final InstantSource clock;

    WaitStage(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "wait";
    }

    @Override
    public @Nullable Duration timeout() {
        return null;
    }

    @Override
    public Set<String> written() {
        return Set.of();
    }

    @Override
    public void require(StageDefinition definition) {
        if (!(definition.context().get(WAIT_TIME) instanceof Number seconds)
                || seconds.doubleValue() < 0
                || seconds.doubleValue() > LONGEST_SECONDS) {
            throw new InvalidInputException("stage '%s': expected 0 to %d seconds in '%s', got %s"
                    .formatted(
                            definition.refId(),
                            LONGEST_SECONDS,
                            WAIT_TIME,
                            definition.context().get(WAIT_TIME)));
        }
    }

    @Override
    public Progress poll(Execution execution, Stage stage) {
        Instant end = started(stage).plusMillis(millis(stage));
        return clock.instant().isBefore(end)
                ? new Progress.Running(stage, end)
                : new Progress.Done(stage, ExecutionStatus.SUCCEEDED);
    }

    @Override
    public void abandon(Execution execution, Stage stage) {}

    private Instant started(Stage stage) {
        return stage.startTime() == null ? clock.instant() : stage.startTime();
    }

    private static long millis(Stage stage) {
        return stage.context().get(WAIT_TIME) instanceof Number seconds ? (long) (seconds.doubleValue() * 1_000) : 0;
    }
}
