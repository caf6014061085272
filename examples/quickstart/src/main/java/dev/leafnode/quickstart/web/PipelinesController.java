package dev.leafnode.quickstart.web;

import dev.leafnode.model.Execution;
import dev.leafnode.quickstart.definition.DefinitionReader;
import dev.leafnode.quickstart.definition.InvalidInputException;
import dev.leafnode.quickstart.definition.JsonObject;
import dev.leafnode.quickstart.definition.PipelineCatalog;
import dev.leafnode.quickstart.definition.PipelineDefinition;
import dev.leafnode.quickstart.engine.Engine;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The part of Orca's REST interface that starts, cancels and restarts; Leafnode's own has the rest. */
@RestController
final class PipelinesController {

    private final Engine engine;
    private final PipelineCatalog catalog;
    private final JsonBody body;

    PipelinesController(Engine engine, PipelineCatalog catalog, JsonBody body) {
        this.engine = engine;
        this.catalog = catalog;
        this.body = body;
    }

    /** Starts a pipeline: the one in the body, or the one of the catalog that its id or its name finds. */
    @PostMapping("/pipelines")
    Map<String, String> start(HttpServletRequest request) throws IOException {
        Execution execution = engine.start(definition(body.read(request)));
        return Map.of("ref", "/pipelines/" + execution.id());
    }

    private PipelineDefinition definition(JsonObject json) {
        if (json.fields().containsKey("stages")) {
            return DefinitionReader.read(null, json);
        }
        String id = json.optionalText("id");
        if (id == null) {
            return catalog.get(json.text("application"), json.text("name"));
        }
        return catalog.find(id)
                .orElseThrow(() ->
                        new InvalidInputException("pipeline %s: expected one of this id, found none".formatted(id)));
    }

    @PutMapping("/pipelines/{executionId}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void cancel(@PathVariable String executionId, @RequestParam(defaultValue = "user request") String reason) {
        engine.cancel(executionId, reason);
    }

    /** Runs a stage again that has ended. */
    @PutMapping("/pipelines/{executionId}/stages/{stageId}/restart")
    Map<String, String> restart(@PathVariable String executionId, @PathVariable String stageId) {
        engine.restart(executionId, stageId);
        return Map.of("ref", "/pipelines/" + executionId);
    }
}
