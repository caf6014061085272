package dev.leafnode.json;

import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.navigation.Attributes;
import dev.leafnode.navigation.Others;
import dev.leafnode.navigation.StateView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an execution what {@link ExecutionViewJson} shows of it.
 *
 * @param others what shows on the stages and on the trigger
 * @param states what else shows on the stages
 * @param expand whether contexts, outputs and tasks are shown in full
 */
record ExecutionView(Others others, StateView states, boolean expand) {

    /** The field of a stage with what else shows on it. */
    static final String LEAF_STATES = "leafStates";

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
        Map<LeafState, JudgmentLink> shown = states.stage(stage.id());
        if (!shown.isEmpty()) {
            extra.put(LEAF_STATES, leafStates(shown));
        }
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

    private static Map<String, @Nullable Object> leafStates(Map<LeafState, JudgmentLink> shown) {
        Map<String, @Nullable Object> states = new LinkedHashMap<>();
        shown.forEach((state, link) -> states.put(state.name().toLowerCase(Locale.ROOT), leaf(link)));
        return states;
    }

    private static Map<String, Object> leaf(JudgmentLink link) {
        Map<String, Object> leaf = new LinkedHashMap<>();
        leaf.put("executionId", link.longestWaiting().stage().executionId());
        leaf.put("application", link.application());
        leaf.put("count", link.count());
        return leaf;
    }

    private static Map<String, String> attributes(Optional<Attributes> attributes) {
        return attributes.map(Attributes::asMap).orElse(Map.of());
    }
}
