package dev.leafnode.quickstart.engine;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One pass over one execution, on its lane.
 *
 * <ol>
 *   <li>Look at every running stage: what is it to become?
 *   <li>Start every stage whose requisites have succeeded.
 *   <li>End the execution when a stage has failed, or when nothing runs any more.
 * </ol>
 *
 * <p>A pass goes by the stored state alone, so it may be repeated at any time: on a wake-up, after a failure, after the
 * process was killed half-way through another.
 */
final class Pass {

    private static final Set<ExecutionStatus> WELL =
            Set.of(ExecutionStatus.SUCCEEDED, ExecutionStatus.SKIPPED, ExecutionStatus.FAILED_CONTINUE);

    private final StageTypes types;
    private final Journal journal;
    private final InstantSource clock;
    private Execution execution;
    private Instant next = Instant.MAX;

    Pass(StageTypes types, Journal journal, InstantSource clock, Execution execution) {
        this.types = types;
        this.journal = journal;
        this.clock = clock;
        this.execution = execution;
    }

    /** Does everything that can be done now and returns when there will be more; {@link Instant#MAX} for never. */
    Instant run() {
        if (execution.status().isComplete()) {
            cancelWhatRuns();
            return Instant.MAX;
        }
        if (execution.status().equals(ExecutionStatus.NOT_STARTED)) {
            execution = journal.startExecution(execution);
        }
        running().forEach(stage -> poll(stage.id()));
        Optional<Stage> ready = nextReady();
        while (ready.isPresent()) {
            begin(ready.get());
            ready = nextReady();
        }
        return end() ? Instant.MAX : next;
    }

    /** Looks at one running stage and leaves the others alone. */
    void poll(String stageId) {
        Stage stage = stage(stageId);
        for (Task task : stage.tasks()) {
            if (task.status().isComplete()) {
                endStage(stageId, task.status());
                return;
            }
            if (!task.status().equals(ExecutionStatus.RUNNING)) {
                execution = journal.startTask(execution, stage(stageId), task);
            }
        }
        pollTask(stage(stageId));
    }

    private void pollTask(Stage stage) {
        Instant deadline = types.deadline(stage);
        if (!clock.instant().isBefore(deadline)) {
            abandon(stage, ExecutionStatus.TERMINAL);
            return;
        }
        Progress progress = types.get(stage.type()).poll(execution, stage);
        if (!progress.stage().equals(stage)) {
            execution = journal.save(execution, progress.stage());
        }
        if (progress instanceof Progress.Running running) {
            noteNext(running.next());
            noteNext(deadline);
        } else if (progress instanceof Progress.Done done) {
            endTaskAndStage(stage.id(), done.status());
        }
    }

    private void noteNext(Instant candidate) {
        next = candidate.isBefore(next) ? candidate : next;
    }

    private void begin(Stage stage) {
        execution = journal.startStage(execution, stage);
        poll(stage.id());
    }

    /** The first stage that may start now; none once a stage has failed. */
    private Optional<Stage> nextReady() {
        if (failure().isPresent()) {
            return Optional.empty();
        }
        return execution.stages().stream()
                .filter(stage -> stage.status().equals(ExecutionStatus.NOT_STARTED))
                .filter(stage -> stage.requisiteStageRefIds().stream().allMatch(this::hasEndedWell))
                .findFirst();
    }

    private boolean hasEndedWell(String refId) {
        return execution.stages().stream()
                .filter(stage -> refId.equals(stage.refId()))
                .allMatch(stage -> WELL.contains(stage.status()));
    }

    /** Ends the execution if it is time, and returns whether it was. */
    private boolean end() {
        Optional<ExecutionStatus> failure = failure();
        if (failure.isEmpty() && !running().isEmpty()) {
            return false;
        }
        execution = journal.endExecution(execution, failure.orElse(ExecutionStatus.SUCCEEDED));
        cancelWhatRuns();
        return true;
    }

    /** How the execution is to end because of a stage that did not end well. */
    private Optional<ExecutionStatus> failure() {
        List<ExecutionStatus> bad = execution.stages().stream()
                .map(Stage::status)
                .filter(status -> status.isComplete() && !WELL.contains(status))
                .toList();
        if (bad.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                bad.contains(ExecutionStatus.TERMINAL) ? ExecutionStatus.TERMINAL : ExecutionStatus.CANCELED);
    }

    /** Ends the stages that still run in an execution that has ended; its end is told once more after that. */
    private void cancelWhatRuns() {
        List<Stage> running = running();
        running.forEach(stage -> abandon(stage, ExecutionStatus.CANCELED));
        if (!running.isEmpty()) {
            journal.repeatEnd(execution);
        }
    }

    private void abandon(Stage stage, ExecutionStatus status) {
        types.get(stage.type()).abandon(execution, stage);
        endTaskAndStage(stage.id(), status);
    }

    private void endTaskAndStage(String stageId, ExecutionStatus status) {
        for (Task task : stage(stageId).tasks()) {
            if (!task.status().isComplete()) {
                execution = journal.endTask(execution, stage(stageId), task, status);
            }
        }
        endStage(stageId, status);
    }

    private void endStage(String stageId, ExecutionStatus status) {
        execution = journal.endStage(execution, stage(stageId), status);
    }

    private List<Stage> running() {
        return execution.stages().stream()
                .filter(stage -> stage.status().equals(ExecutionStatus.RUNNING))
                .toList();
    }

    private Stage stage(String stageId) {
        return execution.stage(stageId).orElseThrow(() -> new UnknownStageException(execution.id(), stageId));
    }
}
