package dev.leafnode.store.redis;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import java.time.Instant;
import java.util.List;

/** Executions of one stage, all of them under way since the same time. */
final class Sample {

    static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

    private Sample() {}

    static Execution execution(String id, Trigger trigger, Stage stage) {
        return Execution.builder(id, "app")
                .name("pipeline of " + id)
                .status(ExecutionStatus.RUNNING)
                .buildTime(NOW)
                .trigger(trigger)
                .stages(List.of(stage))
                .build();
    }

    /** The stage "call", which waits for other executions. */
    static Stage call() {
        return running("call", "pipeline");
    }

    /** The stage "judge", which waits for a human. */
    static Stage judge() {
        return running("judge", "manualJudgment");
    }

    /** The judgment that a stage of an execution is in since it started, whatever else there is in that execution. */
    static Judgment judgment(Execution execution, Stage stage) {
        Execution alone = execution.toBuilder().stages(List.of(stage)).build();
        return WaitRules.DEFAULT.judgment(LeafState.JUDGMENT, alone, stage).orElseThrow();
    }

    private static Stage running(String id, String type) {
        return Stage.builder(id, type)
                .status(ExecutionStatus.RUNNING)
                .startTime(NOW)
                .build();
    }
}
