package dev.leafnode.web;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.PageToken;
import dev.leafnode.web.resource.PipelineExecution;
import dev.leafnode.web.resource.PipelineExecution.PipelineRef;
import dev.leafnode.web.resource.PipelineExecutionCodec;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Pipelines and their executions as resources, for any front end. Only where the store keeps executions. */
@RestController
@RequestMapping(RestApi.BASE_PATH)
final class PipelinesController {

    private static final Comparator<PipelineRef> BY_NAMESPACE_AND_NAME = comparing(
                    PipelineRef::namespace, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(PipelineRef::name);

    /** The order in which the store keeps executions, and the only one. */
    private static final Set<String> NEWEST_FIRST = Set.of("creationTimestamp desc", "metadata.creationTimestamp desc");

    private final KnownPipelines known;
    private final ExecutionResources resources;
    private final ExecutionSearch search;
    private final AccessPolicy policy;

    PipelinesController(
            KnownPipelines known, ExecutionResources resources, ExecutionSearch search, AccessPolicy policy) {
        this.known = known;
        this.resources = resources;
        this.search = search;
        this.policy = policy;
    }

    /** The pipelines that there are, by their applications and then by their names. */
    @GetMapping("/v1/pipelines")
    ResponseEntity<byte[]> pipelines(
            @RequestParam(name = "namespace", required = false) @Nullable String namespace,
            @RequestParam(name = "pageSize", defaultValue = "50") int pageSize,
            @RequestParam(name = "pageToken", required = false) @Nullable String pageToken,
            @RequestParam(name = "as", required = false) @Nullable String as,
            HttpServletRequest request) {
        Representation form = Representation.of(as, request, EnumSet.of(Representation.JSON, Representation.YAML));
        requirePageSize(pageSize);
        String application = given(namespace);
        String query = "pipelines of " + application;
        PipelineRef after = pipeline(BoundToken.decode(query, given(pageToken)));
        Access access = new Access(policy, request);
        PipelineCatalog.Pipelines all = known(application, access);
        List<PipelineRef> left = all.pipelines().stream()
                .filter(pipeline -> application == null || application.equals(pipeline.namespace()))
                .filter(pipeline -> access.readsIfKnown(pipeline.namespace()))
                .distinct()
                .sorted(BY_NAMESPACE_AND_NAME)
                .filter(pipeline -> after == null || BY_NAMESPACE_AND_NAME.compare(pipeline, after) > 0)
                .toList();
        List<PipelineRef> page = left.subList(0, Math.min(pageSize, left.size()));
        String next = page.size() == left.size() ? null : place(page.get(page.size() - 1));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("pipelines", page.stream().map(PipelinesController::view).toList());
        answer.put("nextPageToken", BoundToken.encode(query, next));
        answer.put("errors", errors(all.errors()));
        return form.answer(answer);
    }

    /** The executions of a pipeline, the newest first. */
    @GetMapping("/v1/pipelines/{name}/executions")
    ResponseEntity<byte[]> executions(
            @PathVariable("name") String name,
            @RequestParam(name = "namespace", required = false) @Nullable String namespace,
            @RequestParam(name = "status", defaultValue = "") List<String> status,
            @RequestParam(name = "awaitingApproval", required = false) @Nullable Boolean awaitingApproval,
            @RequestParam(name = "environment", required = false) @Nullable String environment,
            @RequestParam(name = "triggerType", required = false) @Nullable String triggerType,
            @RequestParam(name = "triggeredBy", required = false) @Nullable String triggeredBy,
            @RequestParam(name = "rootExecution", required = false) @Nullable String rootExecution,
            @RequestParam(name = "parentExecution", required = false) @Nullable String parentExecution,
            @RequestParam(name = "startedAfter", required = false) @Nullable String startedAfter,
            @RequestParam(name = "startedBefore", required = false) @Nullable String startedBefore,
            @RequestParam(name = "orderBy", required = false) @Nullable String orderBy,
            @RequestParam(name = "pageSize", defaultValue = "50") int pageSize,
            @RequestParam(name = "pageToken", required = false) @Nullable String pageToken,
            @RequestParam(name = "as", required = false) @Nullable String as,
            HttpServletRequest request) {
        Representation form = Representation.of(as, request, EnumSet.allOf(Representation.class));
        requirePageSize(pageSize);
        requireNewestFirst(given(orderBy));
        ExecutionFilter filter = new ExecutionFilter(
                name,
                given(namespace),
                ExecutionFilter.statuses(status),
                awaitingApproval,
                given(environment),
                given(triggerType),
                given(triggeredBy),
                given(rootExecution),
                given(parentExecution),
                ExecutionFilter.time("startedAfter", given(startedAfter)),
                ExecutionFilter.time("startedBefore", given(startedBefore)));
        String place = BoundToken.decode(filter, given(pageToken));
        ExecutionSearch.Found found = search.search(
                filter, pageSize, place == null ? null : PageToken.decode(place), new Access(policy, request));
        String next = BoundToken.encode(
                filter, found.next() == null ? null : found.next().encode());
        if (form == Representation.CONFIG_MAP) {
            return form.answer(configMaps(found.executions(), next));
        }
        List<Map<String, Object>> views = found.executions().stream()
                .map(PipelineExecutionCodec::resource)
                .toList();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("pipelineExecutions", views);
        answer.put("pipelineExecution", views.size() == 1 && place == null && next == null ? views.get(0) : null);
        answer.put("nextPageToken", next);
        answer.put("errors", List.of());
        return form.answer(answer);
    }

    /** An execution of a pipeline, by its id. */
    @GetMapping("/v1/pipelines/{name}/executions/{id}")
    ResponseEntity<byte[]> execution(
            @PathVariable("name") String name,
            @PathVariable("id") String id,
            @RequestParam(name = "as", required = false) @Nullable String as,
            HttpServletRequest request) {
        Representation form = Representation.of(as, request, EnumSet.allOf(Representation.class));
        PipelineExecution execution = resources
                .find(name, id, new Access(policy, request))
                .map(ExecutionResources.Seen::resource)
                .orElseThrow(() -> unknown(name, id));
        return form.answer(form.of(execution));
    }

    static ProblemException unknown(String pipeline, String id) {
        return ProblemException.notFound(
                "pipeline %s: expected an execution %s of it, found none".formatted(pipeline, id));
    }

    /** A list of Kubernetes, which goes on as one of its own does. */
    private static Map<String, Object> configMaps(List<PipelineExecution> executions, @Nullable String next) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("apiVersion", "v1");
        list.put("kind", "List");
        list.put("metadata", next == null ? Map.of() : Map.of("continue", next));
        list.put(
                "items",
                executions.stream().map(PipelineExecutionCodec::configMap).toList());
        return list;
    }

    private static List<Map<String, String>> errors(List<String> messages) {
        return messages.stream().map(message -> Map.of("message", message)).toList();
    }

    private static void requirePageSize(int pageSize) {
        if (pageSize < 1 || pageSize > ExecutionQuery.MAX_LIMIT) {
            throw ProblemException.badRequest(
                    "pageSize: expected 1 to %d, got %d".formatted(ExecutionQuery.MAX_LIMIT, pageSize));
        }
    }

    private static void requireNewestFirst(@Nullable String orderBy) {
        if (orderBy != null && !NEWEST_FIRST.contains(orderBy.strip().replaceAll("\\s+", " "))) {
            throw ProblemException.badRequest(
                    "orderBy: expected 'creationTimestamp desc', the only order there is, got '%s'".formatted(orderBy));
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** What the application throws is its own fault, whatever it throws, and not the caller's. */
    private PipelineCatalog.Pipelines known(@Nullable String application, Access access) {
        if (application != null && !access.reads(application)) {
            return new PipelineCatalog.Pipelines(List.of(), List.of());
        }
        try {
            return known.of(application, access);
        } catch (RuntimeException failure) {
            throw new IllegalStateException("the catalog of pipelines failed", failure);
        }
    }

    private static Map<String, @Nullable Object> view(PipelineRef pipeline) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("name", pipeline.name());
        view.put("namespace", pipeline.namespace());
        return view;
    }

    /** The place of a pipeline in the list: the JSON of what it is sorted by. */
    private static String place(PipelineRef pipeline) {
        return PipelineExecutionCodec.json(view(pipeline));
    }

    private static @Nullable PipelineRef pipeline(@Nullable String place) {
        try {
            JsonNode view = place == null ? null : Answers.json().readTree(place);
            return view == null
                    ? null
                    : new PipelineRef(
                            view.path("name").asText(), view.path("namespace").textValue());
        } catch (JsonProcessingException malformed) {
            throw ProblemException.badRequest(
                    "pageToken: expected one that a page gave, got one that says no pipeline");
        }
    }
}
