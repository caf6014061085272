package com.example.rocks;

import dev.leafnode.json.ExecutionJson;
import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.ExecutionLookup;
import dev.leafnode.navigation.WaitProbe;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The executions of an engine that keeps them itself, and what navigation asks it. */
final class RocksEngine implements ExecutionLookup, WaitProbe {

    private final ExecutionJson json = new ExecutionJson();
    private final Records records;

    RocksEngine(Records records) {
        this.records = records;
    }

    Execution save(Execution execution) {
        records.write(Map.of("execution " + execution.id(), json.write(execution)));
        return execution;
    }

    @Override
    public Optional<Execution> find(String executionId) {
        return records.find("execution " + executionId).map(json::read);
    }

    @Override
    public Stream<Execution> waiting(LeafState state) {
        return records.under("execution ", any -> true, Integer.MAX_VALUE).values().stream()
                .map(json::read)
                .filter(execution -> execution.stages().stream()
                        .anyMatch(stage ->
                                WaitRules.DEFAULT.since(state, execution, stage).isPresent()));
    }

    @Override
    public boolean isWaiting(LeafState state, JudgmentKey judgment) {
        return find(judgment.stage().executionId())
                .flatMap(execution -> execution
                        .stage(judgment.stage().stageId())
                        .flatMap(stage -> WaitRules.DEFAULT.since(state, execution, stage)))
                .filter(judgment.since()::equals)
                .isPresent();
    }
}
