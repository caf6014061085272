package dev.leafnode.quickstart.web;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.quickstart.definition.DefinitionReader;
import dev.leafnode.quickstart.definition.InvalidInputException;
import dev.leafnode.quickstart.definition.JsonObject;
import dev.leafnode.quickstart.definition.PipelineCatalog;
import dev.leafnode.quickstart.definition.PipelineDefinition;
import dev.leafnode.quickstart.engine.Decision;
import dev.leafnode.quickstart.engine.Engine;
import dev.leafnode.repository.ExecutionQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The part of Orca's REST interface that an engine with nested pipelines and judgments needs. */
@RestController
final class PipelinesController {

    private final Engine engine;
    private final PipelineCatalog catalog;
    private final ExecutionViews views;
    private final JsonBody body;

    PipelinesController(Engine engine, PipelineCatalog catalog, ExecutionViews views, JsonBody body) {
        this.engine = engine;
        this.catalog = catalog;
        this.views = views;
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

    /** The applications that have pipelines to start. */
    @GetMapping("/applications")
    Set<String> applications() {
        return catalog.definitions().stream()
                .map(PipelineDefinition::application)
                .collect(toCollection(TreeSet::new));
    }

    /** The executions of an application, the newest first. */
    @GetMapping("/applications/{application}/pipelines")
    void ofApplication(
            @PathVariable String application,
            @RequestParam(defaultValue = "true") boolean expand,
            @RequestParam(defaultValue = "30") int limit,
            @RequestParam(defaultValue = "") List<String> statuses,
            HttpServletResponse response)
            throws IOException {
        Set<ExecutionStatus> wanted = statuses.stream()
                .map(String::strip)
                .filter(status -> !status.isEmpty())
                .map(ExecutionStatus::of)
                .collect(toUnmodifiableSet());
        ExecutionQuery query =
                ExecutionQuery.ofApplication(application).withStatuses(wanted).withLimit(limit);
        views.writeAll(query, expand, response);
    }

    @GetMapping("/pipelines/{executionId}")
    void one(
            @PathVariable String executionId,
            @RequestParam(defaultValue = "true") boolean expand,
            HttpServletResponse response)
            throws IOException {
        views.writeOne(executionId, expand, response);
    }

    /** Decides a judgment, and answers with its execution. */
    @PatchMapping("/pipelines/{executionId}/stages/{stageId}")
    void decide(
            @PathVariable String executionId,
            @PathVariable String stageId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        engine.decide(executionId, stageId, decision(body.read(request)));
        views.writeOne(executionId, true, response);
    }

    private static Decision decision(JsonObject json) {
        Object status = json.fields().get("judgmentStatus");
        return new Decision(
                Decision.Status.of(status)
                        .orElseThrow(() -> new InvalidInputException(
                                "body: expected 'continue' or 'stop' in 'judgmentStatus', got %s".formatted(status))),
                json.optionalText("judgmentInput"),
                json.array("judgmentInputs"));
    }

    @PutMapping("/pipelines/{executionId}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void cancel(@PathVariable String executionId, @RequestParam(defaultValue = "user request") String reason) {
        engine.cancel(executionId, reason);
    }

    /** Runs a stage again that has ended, and answers with its execution. */
    @PutMapping("/pipelines/{executionId}/stages/{stageId}/restart")
    void restart(@PathVariable String executionId, @PathVariable String stageId, HttpServletResponse response)
            throws IOException {
        engine.restart(executionId, stageId);
        views.writeOne(executionId, true, response);
    }
}
