package dev.leafnode.web.resource;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the delivery to an environment has come, from the stages that do it: what needs somebody's attention
 * comes first, then what still goes on. In an execution that is over nothing goes on: what has not started is
 * skipped, and what had is cancelled.
 */
final class EnvironmentProgress {

    /** Of several stages, the first of these that one of them is in. */
    private static final List<Phase> FIRST =
            List.of(Phase.FAILED, Phase.CANCELLED, Phase.AWAITING_APPROVAL, Phase.RUNNING);

    private EnvironmentProgress() {}

    /**
     * The status of an environment.
     *
     * @param awaiting the stages at or below which a human is awaited
     */
    static Environment.Status of(Execution execution, Set<String> stageIds, Set<String> awaiting) {
        List<Stage> stages = execution.stages().stream()
                .filter(stage -> stageIds.contains(stage.id()))
                .toList();
        Set<Phase> phases = stages.stream()
                .map(stage -> phase(execution, stage, awaiting))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Phase.class)));
        Phase phase = together(phases, execution);
        return new Environment.Status(phase.text(), Times.expressible(since(phase, stages)));
    }

    private static Phase phase(Execution execution, Stage stage, Set<String> awaiting) {
        Phase phase = ExecutionPhase.of(stage.status());
        if (execution.status().isComplete() && !stage.status().isComplete()) {
            return stage.startTime() == null ? Phase.SKIPPED : Phase.CANCELLED;
        }
        return awaiting.contains(stage.id()) ? Phase.AWAITING_APPROVAL : phase;
    }

    private static Phase together(Set<Phase> phases, Execution execution) {
        for (Phase first : FIRST) {
            if (phases.contains(first)) {
                return first;
            }
        }
        if (phases.isEmpty()) {
            return execution.status().isComplete() ? Phase.SKIPPED : Phase.PENDING;
        }
        if (phases.contains(Phase.PENDING)) {
            return phases.contains(Phase.SUCCEEDED) ? Phase.RUNNING : Phase.PENDING;
        }
        return phases.contains(Phase.SUCCEEDED) ? Phase.SUCCEEDED : Phase.SKIPPED;
    }

    /** What is over has been so since the last of its stages ended, and what goes on since the first began. */
    private static @Nullable Instant since(Phase phase, List<Stage> stages) {
        return switch (phase) {
            case PENDING -> null;
            case RUNNING, AWAITING_APPROVAL ->
                times(stages, Stage::startTime).min(Instant::compareTo).orElse(null);
            default -> times(stages, Stage::endTime).max(Instant::compareTo).orElse(null);
        };
    }

    private static Stream<Instant> times(List<Stage> stages, Function<Stage, @Nullable Instant> time) {
        return stages.stream().map(time).filter(Objects::nonNull);
    }
}
