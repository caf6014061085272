package dev.leafnode.quickstart;

import dev.leafnode.quickstart.definition.DefinitionReader;
import dev.leafnode.quickstart.definition.JsonObject;
import dev.leafnode.quickstart.definition.PipelineCatalog;
import dev.leafnode.quickstart.definition.PipelineDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import tools.jackson.databind.json.JsonMapper;

/** The pipelines on the class path: {@code pipelines/chain/P1.json} has the id {@code chain/P1}. */
final class PipelineResources {

    private static final String FOLDER = "/pipelines/";
    private static final String SUFFIX = ".json";

    private final ResourcePatternResolver resources;
    private final JsonMapper json = new JsonMapper();

    PipelineResources(ResourcePatternResolver resources) {
        this.resources = resources;
    }

    PipelineCatalog catalog() throws IOException {
        List<PipelineDefinition> definitions = new ArrayList<>();
        for (Resource resource : resources.getResources("classpath*:pipelines/**/*.json")) {
            String id = id(resource);
            try (InputStream in = resource.getInputStream()) {
                JsonObject definition = JsonObject.of("pipeline " + id, json.readValue(in, Object.class));
                definitions.add(DefinitionReader.read(id, definition));
            }
        }
        return new PipelineCatalog(definitions);
    }

    private static String id(Resource resource) throws IOException {
        String url = resource.getURL().toString();
        return url.substring(url.lastIndexOf(FOLDER) + FOLDER.length(), url.length() - SUFFIX.length());
    }
}
