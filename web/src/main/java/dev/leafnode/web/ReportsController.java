package dev.leafnode.web;

import dev.leafnode.json.ExecutionJson;
import dev.leafnode.model.Execution;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reports of engines elsewhere. Only where that is switched on. */
@RestController
@RequestMapping(RestApi.BASE_PATH)
final class ReportsController {

    private final Reporting reporting;
    private final ExecutionJson json;
    private final AccessPolicy policy;
    private final int largest;

    /**
     * Takes reports.
     *
     * @param largest the most bytes of a report
     */
    ReportsController(Reporting reporting, ExecutionJson json, AccessPolicy policy, int largest) {
        this.reporting = reporting;
        this.json = json;
        this.policy = policy;
        this.largest = largest;
    }

    @PutMapping("/executions/{executionId}")
    ResponseEntity<byte[]> report(@PathVariable("executionId") String executionId, HttpServletRequest request)
            throws IOException {
        Execution reported = json.read(new ByteArrayInputStream(Body.bytes(request, largest)));
        if (!reported.id().equals(executionId)) {
            throw ProblemException.badRequest(
                    "body.id: expected %s, as in the path, got %s".formatted(executionId, reported.id()));
        }
        Reporting.Outcome outcome = reporting.report(reported, new Access(policy, request));
        return Answers.done(
                outcome == Reporting.Outcome.CREATED ? HttpStatus.CREATED : HttpStatus.OK,
                Map.of("id", executionId, "outcome", outcome.name().toLowerCase(Locale.ROOT)));
    }
}
