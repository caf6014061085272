package dev.leafnode.quickstart.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline.
 *
 * @param id how a {@code pipeline} stage names it, such as {@code chain/P1}; null for one that no catalog holds
 * @param application the application it belongs to
 * @param name what people call it
 * @param stages at least one, in an order that {@link StageOrder} allows
 */
public record PipelineDefinition(@Nullable String id, String application, String name, List<StageDefinition> stages) {

    public PipelineDefinition {
        stages = List.copyOf(stages);
        StageOrder.require(title(id, application, name), stages);
    }

    /** How messages name it. */
    String title() {
        return title(id, application, name);
    }

    private static String title(@Nullable String id, String application, String name) {
        return id == null ? "pipeline %s of %s".formatted(name, application) : "pipeline " + id;
    }
}
