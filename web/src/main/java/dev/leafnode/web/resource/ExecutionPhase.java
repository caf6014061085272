package dev.leafnode.web.resource;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where an execution stands for which no human is awaited. */
public final class ExecutionPhase {

    /** The name of the exception that Orca writes into the context of a stage whose time is over. */
    private static final String TIMEOUT = "TimeoutException";

    private static final Map<ExecutionStatus, Phase> PHASES = Map.ofEntries(
            Map.entry(ExecutionStatus.NOT_STARTED, Phase.PENDING),
            Map.entry(ExecutionStatus.BUFFERED, Phase.PENDING),
            Map.entry(ExecutionStatus.PAUSED, Phase.PENDING),
            Map.entry(ExecutionStatus.SUSPENDED, Phase.PENDING),
            Map.entry(ExecutionStatus.RUNNING, Phase.RUNNING),
            Map.entry(ExecutionStatus.REDIRECT, Phase.RUNNING),
            Map.entry(ExecutionStatus.SUCCEEDED, Phase.SUCCEEDED),
            Map.entry(ExecutionStatus.SKIPPED, Phase.SKIPPED),
            Map.entry(ExecutionStatus.FAILED_CONTINUE, Phase.FAILED),
            Map.entry(ExecutionStatus.TERMINAL, Phase.FAILED),
            Map.entry(ExecutionStatus.STOPPED, Phase.FAILED),
            Map.entry(ExecutionStatus.CANCELED, Phase.CANCELLED));

    private ExecutionPhase() {}

    static Phase of(Execution execution, boolean environmentsWereSkipped) {
        Phase phase = of(execution.status());
        return switch (phase) {
            case SUCCEEDED -> environmentsWereSkipped ? Phase.COMPLETED : phase;
            case SKIPPED -> Phase.COMPLETED;
            case FAILED -> execution.stages().stream().anyMatch(ExecutionPhase::timedOut) ? Phase.TIMED_OUT : phase;
            default -> phase;
        };
    }

    /**
     * Every status that an execution in this phase may have; empty if it may be one that nobody knows, or may
     * be waiting for a human in any.
     */
    public static Set<ExecutionStatus> statuses(Phase phase) {
        return switch (phase) {
            case RUNNING, AWAITING_APPROVAL -> Set.of();
            case COMPLETED -> statuses(EnumSet.of(Phase.SUCCEEDED, Phase.SKIPPED));
            case TIMED_OUT -> statuses(EnumSet.of(Phase.FAILED));
            default -> statuses(EnumSet.of(phase));
        };
    }

    private static Set<ExecutionStatus> statuses(Set<Phase> phases) {
        return PHASES.entrySet().stream()
                .filter(entry -> phases.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What a status says by itself, of an execution or a stage. One that nobody knows is still under way. */
    static Phase of(ExecutionStatus status) {
        return PHASES.getOrDefault(status, Phase.RUNNING);
    }

    private static boolean timedOut(Stage stage) {
        return of(stage.status()) == Phase.FAILED
                && stage.context().get("exception") instanceof Map<?, ?> exception
                && TIMEOUT.equals(exception.get("exceptionType"));
    }
}
