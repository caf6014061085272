package dev.leafnode.store.tck;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.SyntheticStageOwner;
import dev.leafnode.model.WaitRules;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which steps a random walk may take at which stages. */
final class Choices {

    private static final WaitRules RULES = WaitRules.DEFAULT;
    private static final int MOST_EXECUTIONS = 16;

    private final World world;

    Choices(World world) {
        this.world = world;
    }

    boolean roomForMore() {
        return world.truth().size() < MOST_EXECUTIONS;
    }

    boolean mayStartChild(Execution execution, Stage stage) {
        return roomForMore()
                && awaits(execution, stage)
                && (stage.type().equals("runMultiplePipelines")
                        || (stage.type().equals("pipeline") && !hasChild(execution, stage)));
    }

    boolean mayWait(Execution execution, Stage stage) {
        return isLive(execution)
                && RULES.isJudgment(stage)
                && stage.status().equals(ExecutionStatus.NOT_STARTED)
                && window(execution, stage)
                        .filter(window -> !window.status().isComplete())
                        .isEmpty();
    }

    boolean mayWaitBehindWindow(Execution execution, Stage stage) {
        return isLive(execution)
                && RULES.isJudgment(stage)
                && stage.status().equals(ExecutionStatus.NOT_STARTED)
                && window(execution, stage)
                        .filter(window -> window.status().equals(ExecutionStatus.NOT_STARTED))
                        .isPresent();
    }

    boolean isWindow(Execution execution, Stage stage) {
        return isLive(execution)
                && stage.syntheticStageOwner() == SyntheticStageOwner.STAGE_BEFORE
                && stage.status().equals(ExecutionStatus.RUNNING);
    }

    /** The window that a stage has to pass before its tasks run. */
    static Optional<Stage> window(Execution execution, Stage stage) {
        return execution.stages().stream()
                .filter(other -> stage.id().equals(other.parentStageId()))
                .findFirst();
    }

    boolean isOpen(Execution execution, Stage stage) {
        return RULES.awaitsHuman(execution, stage);
    }

    boolean isEndedJudgment(Execution execution, Stage stage) {
        return RULES.isJudgment(stage) && stage.status().isComplete();
    }

    boolean isWatching(Execution execution, Stage stage) {
        return awaits(execution, stage) && stage.type().equals("monitorPipeline") && isUnset(stage);
    }

    boolean isUnnamed(Execution execution, Stage stage) {
        return awaits(execution, stage) && stage.type().equals("pipeline") && isUnset(stage);
    }

    boolean isRunningParent(Execution execution, Stage stage) {
        return awaits(execution, stage) && stage.status().equals(ExecutionStatus.RUNNING);
    }

    boolean isWaitingForSeveral(Execution execution, Stage stage) {
        return isRunningParent(execution, stage) && stage.type().equals("runMultiplePipelines");
    }

    boolean isEndedParent(Execution execution, Stage stage) {
        return RULES.isParent(stage) && stage.status().isComplete();
    }

    boolean isEndedPipeline(Execution execution, Stage stage) {
        return stage.type().equals("pipeline") && stage.status().isComplete() && roomForMore();
    }

    private boolean hasChild(Execution execution, Stage stage) {
        StageKey key = Stages.key(execution.id(), stage.id());
        return !isUnset(stage)
                || world.truth().values().stream()
                        .anyMatch(child -> child.trigger().parent().equals(Optional.of(key)));
    }

    private static boolean awaits(Execution execution, Stage stage) {
        return isLive(execution) && RULES.awaitsExecutions(stage);
    }

    private static boolean isLive(Execution execution) {
        return !execution.status().isComplete();
    }

    private static boolean isUnset(Stage stage) {
        return RULES.awaitedExecutions(stage).isEmpty();
    }

    /** Whether {@code candidate} is above {@code id} by any edge, whatever the stages do now. */
    boolean isAtOrAbove(String candidate, String id) {
        Map<String, Execution> truth = world.truth();
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(id));
        while (!next.isEmpty()) {
            String current = next.pop();
            if (seen.add(current)) {
                Optional.ofNullable(truth.get(current))
                        .flatMap(execution -> execution.trigger().parent())
                        .ifPresent(parent -> next.push(parent.executionId()));
                truth.values().stream()
                        .filter(other -> other.stages().stream()
                                .anyMatch(
                                        stage -> RULES.awaitedExecutions(stage).contains(current)))
                        .forEach(watcher -> next.push(watcher.id()));
            }
        }
        return seen.contains(candidate);
    }
}
