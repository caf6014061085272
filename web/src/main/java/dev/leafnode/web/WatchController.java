package dev.leafnode.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A pipeline execution as it changes, until it is complete. */
@RestController
@RequestMapping(RestApi.BASE_PATH)
final class WatchController {

    private final ExecutionResources resources;
    private final WatchedExecutions watched;
    private final Followers followers;
    private final AccessPolicy policy;
    private final CallerContext context;

    WatchController(
            ExecutionResources resources,
            WatchedExecutions watched,
            Followers followers,
            AccessPolicy policy,
            CallerContext context) {
        this.resources = resources;
        this.watched = watched;
        this.followers = followers;
        this.policy = policy;
        this.context = context;
    }

    @GetMapping(path = "/v1/pipelines/{name}/executions/{id}", params = "watch=true")
    void watch(
            @PathVariable("name") String name,
            @PathVariable("id") String id,
            @RequestParam(name = "as", defaultValue = "json") String as,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Representation form =
                Representation.of(as, request, EnumSet.of(Representation.JSON, Representation.CONFIG_MAP));
        Caller caller = Caller.of(request);
        Executor asCaller = context.capture();
        ExecutionResources.Seen seen = resources
                .find(name, id, new Access(policy, caller))
                .orElseThrow(() -> PipelinesController.unknown(name, id));
        if (seen.execution().status().isComplete()
                && ExecutionEvents.id(seen, form).equals(lastEventId)) {
            // What makes an EventSource stop: there is nothing to come back for.
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        followers.follow(
                request,
                response,
                onChange -> new ExecutionEvents(
                        seen,
                        lastEventId,
                        form,
                        watched,
                        watched.watch(seen.execution().id(), onChange),
                        () -> new Access(policy, caller),
                        asCaller));
    }
}
