package dev.leafnode.quickstart.engine;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import dev.leafnode.model.Trigger;
import dev.leafnode.quickstart.definition.PipelineDefinition;
import dev.leafnode.quickstart.definition.StageDefinition;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes executions from definitions, and knows its own. */
final class ExecutionFactory {

    private static final String ORIGIN = "origin";
    private static final String OWN_ORIGIN = "leafnode-quickstart";

    private final InstantSource clock;

    ExecutionFactory(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether this engine made the execution and so can run it; one of another engine is only looked at. */
    static boolean isOwn(Execution execution) {
        return OWN_ORIGIN.equals(execution.extra().get(ORIGIN));
    }

    /** An execution that has not started and is not stored. */
    Execution create(PipelineDefinition definition, Trigger trigger) {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>();
        extra.put("pipelineConfigId", definition.id());
        extra.put(ORIGIN, OWN_ORIGIN);
        extra.put("canceled", false);
        return Execution.builder(newId(), definition.application())
                .name(definition.name())
                .buildTime(clock.instant())
                .trigger(trigger)
                .stages(definition.stages().stream()
                        .map(ExecutionFactory::stage)
                        .toList())
                .extra(extra)
                .build();
    }

    private static Stage stage(StageDefinition definition) {
        return Stage.builder(newId(), definition.type())
                .refId(definition.refId())
                .name(definition.name())
                .requisiteStageRefIds(definition.requisiteStageRefIds())
                .context(definition.context())
                .tasks(List.of(Task.notStarted("1", definition.type())))
                .build();
    }

    private static String newId() {
        return UlidCreator.getMonotonicUlid().toString();
    }
}
