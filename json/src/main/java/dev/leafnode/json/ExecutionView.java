package dev.leafnode.json;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.navigation.Attributes;
import dev.leafnode.navigation.Others;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an execution what {@link ExecutionViewJson} shows of it.
 *
 * @param others what shows on the stages and on the trigger
 * @param expand whether contexts, outputs and tasks are shown in full
 */
record ExecutionView(Others others, boolean expand) {

    Execution of(Execution execution) {
        return execution.toBuilder()
                .trigger(trigger(execution.trigger()))
                .stages(execution.stages().stream().map(this::stage).toList())
                .build();
    }

    private Trigger trigger(Trigger trigger) {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(trigger.extra());
        if (!(extra.get("resolvedExpectedArtifacts") instanceof List<?>)) {
            extra.put("resolvedExpectedArtifacts", List.of());
        }
        extra.put("others", attributes(others.trigger()));
        return new Trigger(
                trigger.type(), trigger.parentExecution(), trigger.parentExecutionId(), trigger.parentStageId(), extra);
    }

    private Stage stage(Stage stage) {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(stage.extra());
        extra.put("context", Map.of());
        extra.put("others", attributes(others.stage(stage.id())));
        if (expand) {
            return stage.toBuilder().extra(extra).build();
        }
        extra.put("outputs", Map.of());
        extra.put("tasks", List.of());
        return stage.toBuilder()
                .context(groupOf(stage))
                .outputs(Map.of())
                .tasks(List.of())
                .extra(extra)
                .build();
    }

    private static Map<String, @Nullable Object> groupOf(Stage stage) {
        Map<String, @Nullable Object> group = new LinkedHashMap<>(stage.context());
        group.keySet().retainAll(List.of("group"));
        return group;
    }

    private static Map<String, String> attributes(Optional<Attributes> attributes) {
        return attributes.map(Attributes::asMap).orElse(Map.of());
    }
}
