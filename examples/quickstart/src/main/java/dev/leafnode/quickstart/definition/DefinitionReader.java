package dev.leafnode.quickstart.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads definitions from parsed JSON in the form of Orca's pipeline configurations: the pipeline's {@code application},
 * {@code name} and {@code stages}; each stage's {@code refId}, {@code type}, {@code name} and
 * {@code requisiteStageRefIds}, and beside them whatever its type needs.
 */
public final class DefinitionReader {

    private static final Set<String> OWN_FIELDS = Set.of("refId", "type", "name", "requisiteStageRefIds");

    private DefinitionReader() {}

    /**
     * Reads one definition.
     *
     * @param id its id in a catalog, or null
     * @throws InvalidInputException if it is not one, or cannot be run
     */
    public static PipelineDefinition read(@Nullable String id, JsonObject json) {
        List<StageDefinition> stages = new ArrayList<>();
        for (@Nullable Object stage : json.array("stages")) {
            String where = "%s: stage %d".formatted(json.where(), stages.size() + 1);
            stages.add(stage(JsonObject.of(where, stage)));
        }
        return new PipelineDefinition(id, json.text("application"), json.text("name"), stages);
    }

    private static StageDefinition stage(JsonObject json) {
        String type = json.text("type");
        String name = json.optionalText("name");
        return new StageDefinition(
                json.text("refId"),
                type,
                name == null ? type : name,
                json.texts("requisiteStageRefIds"),
                json.without(OWN_FIELDS));
    }
}
