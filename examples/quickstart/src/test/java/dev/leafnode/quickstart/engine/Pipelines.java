package dev.leafnode.quickstart.engine;

import dev.leafnode.quickstart.definition.PipelineCatalog;
import dev.leafnode.quickstart.definition.PipelineDefinition;
import dev.leafnode.quickstart.definition.StageDefinition;
import java.util.List;
import java.util.Map;

/** Definitions for tests. */
final class Pipelines {

    static final PipelineDefinition JUDGED = pipeline("judged", judgment("ask"));

    static final PipelineCatalog CATALOG = new PipelineCatalog(
            List.of(JUDGED, pipeline("nested", started("run", "judged")), pipeline("quick", pause("wait", 0))));

    private Pipelines() {}

    static PipelineDefinition pipeline(String id, StageDefinition... stages) {
        return new PipelineDefinition(id, "app-" + id, id, List.of(stages));
    }

    static StageDefinition pause(String refId, int seconds, String... requisites) {
        return stage(refId, "wait", Map.of("waitTime", seconds), requisites);
    }

    static StageDefinition judgment(String refId, String... requisites) {
        return stage(refId, "manualJudgment", Map.of(), requisites);
    }

    static StageDefinition started(String refId, String pipeline, String... requisites) {
        return stage(refId, "pipeline", Map.of("pipeline", pipeline), requisites);
    }

    static StageDefinition stage(String refId, String type, Map<String, Object> context, String... requisites) {
        return new StageDefinition(refId, type, refId, List.of(requisites), Map.copyOf(context));
    }
}
