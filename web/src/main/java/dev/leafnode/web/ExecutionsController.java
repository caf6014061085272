package dev.leafnode.web;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.UnknownExecutionException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Executions in Orca's shape, with what shows on them. Only where the store keeps executions. */
@RestController
@RequestMapping(RestApi.BASE_PATH)
final class ExecutionsController {

    private final ExecutionRepository executions;
    private final ExecutionViews views;
    private final Inbox inbox;
    private final AccessPolicy policy;

    ExecutionsController(ExecutionRepository executions, ExecutionViews views, Inbox inbox, AccessPolicy policy) {
        this.executions = executions;
        this.views = views;
        this.inbox = inbox;
        this.policy = policy;
    }

    /** The executions of an application, the newest first. */
    @GetMapping({"/applications/{application}/pipelines", "/v2/applications/{application}/pipelines"})
    ResponseEntity<byte[]> ofApplication(
            @PathVariable("application") String application,
            @RequestParam(name = "expand", defaultValue = "true") boolean expand,
            @RequestParam(name = "limit", defaultValue = "30") int limit,
            @RequestParam(name = "statuses", defaultValue = "") List<String> statuses,
            @RequestParam(name = "pipelineNameFilter", required = false) @Nullable String pipelineNameFilter,
            @RequestParam(name = "awaitingJudgment", required = false) @Nullable String awaitingJudgment,
            HttpServletRequest request) {
        Access access = new Access(policy, request);
        Awaiting awaiting = awaiting(awaitingJudgment);
        ExecutionQuery query = ExecutionQuery.ofApplication(application)
                .withStatuses(statuses(statuses))
                .withNameContaining(
                        pipelineNameFilter == null || pipelineNameFilter.isEmpty() ? null : pipelineNameFilter)
                .withAwaiting(awaiting)
                .withLimit(limit);
        if (!access.reads(application)) {
            return views.all(ExecutionPage.EMPTY, expand, access);
        }
        if (awaiting != null && !access.isUnrestricted()) {
            query = query.withLeafApplications(inbox.applications(access::knowsOf));
        }
        return views.all(executions.search(query), expand, access);
    }

    @GetMapping("/pipelines/{executionId}")
    ResponseEntity<byte[]> one(
            @PathVariable("executionId") String executionId,
            @RequestParam(name = "expand", defaultValue = "true") boolean expand,
            HttpServletRequest request) {
        return views.find(executionId, expand, new Access(policy, request))
                .orElseThrow(() -> new UnknownExecutionException(executionId));
    }

    private static @Nullable Awaiting awaiting(@Nullable String awaitingJudgment) {
        if (awaitingJudgment == null) {
            return null;
        }
        return switch (awaitingJudgment) {
            case "true" -> Awaiting.BELOW;
            case "own" -> Awaiting.OWN;
            case "any" -> Awaiting.ANY;
            default ->
                throw ProblemException.badRequest(
                        "awaitingJudgment: expected true, own or any, got '%s'".formatted(awaitingJudgment));
        };
    }

    private static Set<ExecutionStatus> statuses(List<String> names) {
        return names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(ExecutionStatus::of)
                .collect(Collectors.toUnmodifiableSet());
    }
}
