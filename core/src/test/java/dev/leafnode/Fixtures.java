package dev.leafnode;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import java.time.Instant;
import java.util.List;

/** Executions and stages as an engine would make them. */
public final class Fixtures {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Fixtures() {}

    public static Stage running(String id, String type) {
        return Stage.builder(id, type)
                .status(ExecutionStatus.RUNNING)
                .startTime(NOON)
                .build();
    }

    public static Stage judgment(String id) {
        return running(id, "manualJudgment");
    }

    public static Execution running(String id, Stage... stages) {
        return running(id, Trigger.empty(), stages);
    }

    public static Execution running(String id, Trigger trigger, Stage... stages) {
        return Execution.builder(id, "app-" + id)
                .name("pipeline " + id)
                .status(ExecutionStatus.RUNNING)
                .buildTime(NOON)
                .startTime(NOON)
                .trigger(trigger)
                .stages(List.of(stages))
                .build();
    }
}
