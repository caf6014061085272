package dev.leafnode.store.sql;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Executions that run, for tests: each has a stage {@code call}, which waits for a child, and a judgment {@code judge}. */
final class Executions {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private Executions() {}

    static Execution root(String id) {
        return execution(id, Trigger.empty());
    }

    static Execution child(String id, String parent) {
        return execution(id, Trigger.reference(parent, "call"));
    }

    static Execution execution(String id, Trigger trigger) {
        return Execution.builder(id, "app")
                .name("pipeline of " + id)
                .status(ExecutionStatus.RUNNING)
                .buildTime(START)
                .startTime(START)
                .trigger(trigger)
                .stages(List.of(call(), judge()))
                .build();
    }

    static Stage call() {
        return running("call", "pipeline");
    }

    static Stage judge() {
        return running("judge", "manualJudgment");
    }

    static Stage watching(String... executionIds) {
        return running("watch", "monitorPipeline").toBuilder()
                .context(Map.of("executionIds", List.of(executionIds)))
                .build();
    }

    static Stage running(String id, String type) {
        return Stage.builder(id, type)
                .name(id)
                .status(ExecutionStatus.RUNNING)
                .startTime(START)
                .build();
    }

    static Stage ended(Stage stage) {
        return stage.toBuilder()
                .status(ExecutionStatus.SUCCEEDED)
                .endTime(START.plusSeconds(60))
                .build();
    }

    static StageKey call(String executionId) {
        return new StageKey(executionId, "call");
    }

    static Judgment judgment(Execution execution) {
        return WaitRules.DEFAULT
                .judgment(
                        LeafState.JUDGMENT, execution, execution.stage("judge").orElseThrow())
                .orElseThrow();
    }
}
