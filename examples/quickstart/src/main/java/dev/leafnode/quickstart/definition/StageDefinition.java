package dev.leafnode.quickstart.definition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a pipeline.
 *
 * @param refId how other stages of the pipeline name it
 * @param type what it does, such as {@code wait}
 * @param name what people call it
 * @param requisiteStageRefIds the stages that must succeed before it starts
 * @param context everything else its definition says, such as {@code waitTime}
 */
public record StageDefinition(
        String refId,
        String type,
        String name,
        List<String> requisiteStageRefIds,
        Map<String, @Nullable Object> context) {

    public StageDefinition {
        requisiteStageRefIds = List.copyOf(requisiteStageRefIds);
    }
}
