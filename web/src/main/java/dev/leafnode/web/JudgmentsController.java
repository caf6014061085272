package dev.leafnode.web;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentOrder;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.PageToken;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What waits: at all, below an execution, and where to go from there. */
@RestController
@RequestMapping(RestApi.BASE_PATH)
final class JudgmentsController {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Inbox inbox;
    private final Blocked blocked;
    private final AccessPolicy policy;
    private final InstantSource clock;
    private final LeafLocation location;

    JudgmentsController(Inbox inbox, Blocked blocked, AccessPolicy policy, InstantSource clock, LeafLocation location) {
        this.inbox = inbox;
        this.blocked = blocked;
        this.policy = policy;
        this.clock = clock;
        this.location = location;
    }

    /** The inbox across applications. */
    @GetMapping("/judgments")
    ResponseEntity<byte[]> all(
            @RequestParam(name = "application", required = false) @Nullable String application,
            @RequestParam(name = "pipeline", required = false) @Nullable String pipeline,
            @RequestParam(name = "rootExecution", required = false) @Nullable String rootExecution,
            @RequestParam(name = "waitingLongerThan", required = false) @Nullable String waitingLongerThan,
            @RequestParam(name = "text", required = false) @Nullable String text,
            @RequestParam(name = "mine", defaultValue = "false") boolean mine,
            @RequestParam(name = "sort", defaultValue = "age") String sort,
            @RequestParam(name = "count", defaultValue = "false") boolean count,
            @RequestParam(name = "limit", defaultValue = "50") int limit,
            @RequestParam(name = "pageToken", required = false) @Nullable String pageToken,
            HttpServletRequest request) {
        Access access = new Access(policy, request);
        JudgmentQuery query = JudgmentQuery.all()
                .withApplication(application)
                .withPipeline(pipeline)
                .withBlocking(rootExecution)
                .withSinceBefore(
                        waitingLongerThan == null ? null : clock.instant().minus(duration(waitingLongerThan)))
                .withText(text == null || text.isEmpty() ? null : text)
                .withOrder(order(sort))
                .withCounts(count)
                .withLimit(limit)
                .withPageToken(pageToken == null ? null : PageToken.decode(pageToken));
        JudgmentPage page = rootExecution != null && !blocked.isReadable(rootExecution, access)
                ? new JudgmentPage(List.of(), null, Map.of())
                : mine ? inbox.judged(query, access) : inbox.readable(query, access);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("judgments", JudgmentViews.all(page.judgments(), access));
        answer.put("nextPageToken", page.next() == null ? null : page.next().encode());
        if (count) {
            answer.put("count", page.count());
        }
        return Answers.tagged(answer);
    }

    /** What blocks an execution. */
    @GetMapping("/executions/{executionId}/judgments")
    ResponseEntity<byte[]> blocking(
            @PathVariable("executionId") String executionId,
            @RequestParam(name = "limit", defaultValue = "50") int limit,
            HttpServletRequest request) {
        Access access = new Access(policy, request);
        JudgmentPage page = blocked.by(JudgmentQuery.blocking(executionId).withLimit(limit), executionId, access);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("executionId", executionId);
        answer.put("judgments", JudgmentViews.all(page.judgments(), access));
        answer.put("truncated", page.next() != null);
        return Answers.tagged(answer);
    }

    /** The leaf below an execution that has waited longest: the way there, or what it is for who asks for JSON. */
    @GetMapping("/executions/{executionId}/leaf")
    ResponseEntity<byte[]> leaf(@PathVariable("executionId") String executionId, HttpServletRequest request) {
        Access access = new Access(policy, request);
        JudgmentPage page = blocked.by(JudgmentQuery.blocking(executionId).withLimit(1), executionId, access);
        WaitingJudgment longest = page.judgments().stream()
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound(
                        "execution %s: expected an open judgment in it or below, found none".formatted(executionId)));
        if (asksForJson(request)) {
            return Answers.tagged(JudgmentViews.one(longest, access));
        }
        Judgment judgment = longest.judgment();
        StageKey leaf = judgment.key().stage();
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(location.of(
                        LeafLocation.prefix(request), judgment.application(), leaf.executionId(), leaf.stageId()))
                .cacheControl(CacheControl.noStore())
                .build();
    }

    private static boolean asksForJson(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null
                && MediaType.parseMediaTypes(accept).stream()
                        .anyMatch(
                                type -> !type.isWildcardSubtype() && MediaType.APPLICATION_JSON.isCompatibleWith(type));
    }

    private static JudgmentOrder order(String sort) {
        return switch (sort) {
            case "age" -> JudgmentOrder.AGE;
            case "deadline" -> JudgmentOrder.DEADLINE;
            default -> throw ProblemException.badRequest("sort: expected age or deadline, got '%s'".formatted(sort));
        };
    }

    /** ISO 8601 says {@code PT90M} and {@code P3D}; the letters before it may be left out: {@code 90m}, {@code 3d}. */
    private static Duration duration(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String iso = upper.startsWith("P") ? upper : upper.endsWith("D") ? "P" + upper : "PT" + upper;
        try {
            Duration duration = Duration.parse(iso);
            if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
                throw noDuration(text);
            }
            return duration;
        } catch (DateTimeParseException malformed) {
            throw noDuration(text);
        }
    }

    private static ProblemException noDuration(String text) {
        return ProblemException.badRequest(
                "waitingLongerThan: expected a duration such as 90m, 3d or PT1H30M, got '%s'".formatted(text));
    }
}
