package dev.leafnode.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Decisions, one by one or several at once. Only where there is a {@link JudgmentDecider}. */
@RestController
@RequestMapping(RestApi.BASE_PATH)
final class DecisionsController {

    private static final Logger log = LoggerFactory.getLogger(DecisionsController.class);

    /** Bytes of a body. */
    private static final int LARGEST = 1 << 20;

    private static final int MOST_AT_ONCE = 100;

    private final Deciding deciding;
    private final @Nullable ExecutionViews views;
    private final AccessPolicy policy;

    DecisionsController(Deciding deciding, @Nullable ExecutionViews views, AccessPolicy policy) {
        this.deciding = deciding;
        this.views = views;
        this.policy = policy;
    }

    /**
     * As Orca takes a decision, with {@code judgmentStatus} and {@code judgmentInput}, and as it answers: with the
     * execution, where the store keeps it.
     */
    @PatchMapping("/pipelines/{executionId}/stages/{stageId}")
    ResponseEntity<byte[]> asOrca(
            @PathVariable("executionId") String executionId,
            @PathVariable("stageId") String stageId,
            HttpServletRequest request)
            throws IOException {
        Access access = new Access(policy, request);
        Map<String, @Nullable Object> state =
                deciding.decide(Wanted.ofOrca(Body.read(request, LARGEST), executionId, stageId), access);
        return Optional.ofNullable(views)
                .flatMap(kept -> kept.find(executionId, true, access))
                .orElseGet(() -> Answers.done(HttpStatus.OK, state));
    }

    /**
     * A decision about the one judgment that blocks an execution, be it its own or below, or about one that is named.
     */
    @PostMapping("/judgments/{executionId}/decision")
    ResponseEntity<byte[]> ofExecution(@PathVariable("executionId") String executionId, HttpServletRequest request)
            throws IOException {
        Body body = Body.read(request, LARGEST);
        JsonNode named = body.object().path("judgment");
        if (named.isMissingNode() || named.isNull()) {
            return decided(Wanted.of(body, executionId, null), request);
        }
        Body judgment = Body.of("body.judgment", named);
        return decided(
                Wanted.of(body, executionId, judgment.requireText("executionId"), judgment.requireText("stageId")),
                request);
    }

    /** A decision about a judgment. */
    @PostMapping("/judgments/{executionId}/{stageId}/decision")
    ResponseEntity<byte[]> ofStage(
            @PathVariable("executionId") String executionId,
            @PathVariable("stageId") String stageId,
            HttpServletRequest request)
            throws IOException {
        return decided(Wanted.of(Body.read(request, LARGEST), executionId, stageId), request);
    }

    /** Several decisions, each with its own result; one that fails keeps no other from being taken. */
    @PostMapping("/judgments/decisions")
    ResponseEntity<byte[]> several(HttpServletRequest request) throws IOException {
        Access access = new Access(policy, request);
        JsonNode decisions = Body.read(request, LARGEST).array("decisions", MOST_AT_ONCE);
        List<Wanted> wanted = new ArrayList<>();
        for (JsonNode decision : decisions) {
            Body body = Body.of("body.decisions[%d]".formatted(wanted.size()), decision);
            wanted.add(Wanted.of(body, body.requireText("executionId"), body.text("stageId")));
        }
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        wanted.forEach(one -> results.add(result(one, access)));
        return Answers.done(HttpStatus.OK, Map.of("results", results));
    }

    private Map<String, @Nullable Object> result(Wanted wanted, Access access) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        try {
            Map<String, @Nullable Object> state = deciding.decide(wanted, access);
            result.put("status", HttpStatus.OK.value());
            result.put("judgment", state);
        } catch (ProblemException problem) {
            result.put("status", problem.status());
            result.put("problem", Answers.problemOf(problem.status(), problem.getMessage(), problem.members()));
        } catch (IllegalArgumentException invalid) {
            result.put("status", 400);
            result.put("problem", Answers.problemOf(400, invalid.getMessage(), Map.of()));
        } catch (RuntimeException failure) {
            log.error("The decision about {} failed", wanted.executionId(), failure);
            result.put("status", 500);
            result.put(
                    "problem",
                    Answers.problemOf(500, "The decision failed; the log of the application says why.", Map.of()));
        }
        return result;
    }

    private ResponseEntity<byte[]> decided(Wanted wanted, HttpServletRequest request) {
        return Answers.done(HttpStatus.OK, deciding.decide(wanted, new Access(policy, request)));
    }
}
