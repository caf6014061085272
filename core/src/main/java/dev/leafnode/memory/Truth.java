package dev.leafnode.memory;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What the stored executions say is in a state. */
final class Truth {

    private final StoredExecutions executions;
    private final Ways ways;
    private final WaitRules rules;
    private final LeafState state;

    Truth(StoredExecutions executions, Ways ways, WaitRules rules, LeafState state) {
        this.executions = executions;
        this.ways = ways;
        this.rules = rules;
        this.state = state;
    }

    /** Whether a stage in that state may belong to an execution that is complete. */
    boolean outlivesExecutions() {
        return state == LeafState.FAILED;
    }

    /** The attempt in which that stage is in the state now. */
    OptionalLong attempt(StageKey key) {
        return executions
                .find(key.executionId())
                .filter(execution -> !isOver(execution))
                .flatMap(execution ->
                        execution.stage(key.stageId()).flatMap(stage -> rules.since(state, execution, stage)))
                .map(since -> OptionalLong.of(since.toEpochMilli()))
                .orElse(OptionalLong.empty());
    }

    /** Whether that stage is stored and not in the state. */
    boolean isOver(StageKey key) {
        return attempt(key).isEmpty()
                && executions
                        .find(key.executionId())
                        .flatMap(execution -> execution.stage(key.stageId()))
                        .isPresent();
    }

    /** Everything that is in the state. */
    void forEach(Consumer<Judgment> action) {
        executions.after(null).values().stream()
                .filter(execution -> !isOver(execution))
                .forEach(execution -> execution
                        .stages()
                        .forEach(
                                stage -> rules.judgment(state, execution, stage).ifPresent(action)));
    }

    private boolean isOver(Execution execution) {
        return execution.status().isComplete()
                && !(outlivesExecutions() && !ways.from(execution.id()).isEmpty());
    }
}
