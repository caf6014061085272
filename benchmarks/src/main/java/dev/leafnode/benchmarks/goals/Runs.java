package dev.leafnode.benchmarks.goals;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Executions that run and stages that wait, as small as they can be. */
final class Runs {

    static final String APPLICATION = "app";

    /** When everything started, or the first of what started one after the other. */
    static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

    private Runs() {}

    static Execution execution(String id, Trigger trigger, List<Stage> stages) {
        return Execution.builder(id, APPLICATION)
                .name("pipeline of " + id)
                .status(ExecutionStatus.RUNNING)
                .buildTime(START)
                .trigger(trigger)
                .stages(stages)
                .build();
    }

    /** A stage that waits for a human. */
    static Stage judging(Instant start) {
        return stage("judge", "manualJudgment", start);
    }

    /** A stage that waits for the executions whose triggers name it. */
    static Stage calling(Instant start) {
        return stage("call", "pipeline", start);
    }

    /** What an execution has as a trigger that was started by {@link #calling} of another one. */
    static Trigger calledBy(String executionId) {
        return Trigger.reference(executionId, "call");
    }

    /** A stage that is at work. */
    static Stage working(Instant start) {
        return stage("work", "runJob", start);
    }

    private static Stage stage(String id, String type, Instant start) {
        return Stage.builder(id, type)
                .status(ExecutionStatus.RUNNING)
                .startTime(start)
                .build();
    }

    /** The judgment that the first stage of an execution makes, whether it waits or has ended. */
    static JudgmentKey key(Execution leaf) {
        Stage stage = leaf.stages().get(0);
        Instant since = Objects.requireNonNull(stage.startTime(), "the start of a judgment");
        return new JudgmentKey(new StageKey(leaf.id(), stage.id()), since.toEpochMilli());
    }
}
