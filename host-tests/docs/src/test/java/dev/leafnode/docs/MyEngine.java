package dev.leafnode.docs;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.web.Decision;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the pages call {@code MyEngine}: one that keeps its executions itself. */
final class MyEngine {

    private final InMemoryStore own = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());

    void store(Execution execution) {
        own.executions().save(execution);
    }

    Optional<Execution> findExecution(String id) {
        return own.executions().find(id);
    }

    Stream<Execution> streamExecutionsIn(LeafState state) {
        return own.executions().search(ExecutionQuery.all()).executions().stream()
                .filter(execution -> execution.stages().stream()
                        .anyMatch(stage ->
                                WaitRules.DEFAULT.since(state, execution, stage).isPresent()));
    }

    boolean isIn(LeafState state, StageKey key, Instant since) {
        return findExecution(key.executionId())
                .flatMap(execution -> execution
                        .stage(key.stageId())
                        .flatMap(stage -> WaitRules.DEFAULT.since(state, execution, stage)))
                .equals(Optional.of(since));
    }

    /** Compares the attempt and decides, as one step. */
    synchronized Optional<Decided> decideIfItWaits(JudgmentKey judgment, Decision decision) {
        StageKey key = judgment.stage();
        if (!isIn(LeafState.JUDGMENT, key, judgment.since())) {
            return findExecution(key.executionId())
                    .flatMap(execution -> execution.stage(key.stageId()))
                    .map(stage -> new Decided(stage, null));
        }
        Execution execution = findExecution(key.executionId()).orElseThrow();
        Stage ended = execution.stage(key.stageId()).orElseThrow().toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .build();
        own.executions().saveStage(execution.id(), ended);
        return Optional.of(new Decided(ended, decision));
    }

    List<Execution> page() {
        return own.executions().search(ExecutionQuery.all()).executions();
    }

    /** A stage, and by which decision it ended. */
    record Decided(Stage state, Decision by) {

        boolean wasDecidedBy(Decision decision) {
            return decision.equals(by);
        }
    }
}
