package dev.leafnode.quickstart.web;

import dev.leafnode.quickstart.definition.InvalidInputException;
import dev.leafnode.quickstart.engine.ConflictException;
import dev.leafnode.quickstart.engine.UnknownStageException;
import dev.leafnode.repository.UnknownExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Answers {@code application/problem+json} for everything that goes wrong; nobody gets to see a stack trace. */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler({UnknownExecutionException.class, UnknownStageException.class})
    ProblemDetail notFound(RuntimeException unknown) {
        return problem(HttpStatus.NOT_FOUND, unknown.getMessage());
    }

    @ExceptionHandler
    ProblemDetail conflict(ConflictException conflict) {
        return problem(HttpStatus.CONFLICT, conflict.getMessage());
    }

    @ExceptionHandler
    ProblemDetail tooLarge(BodyTooLargeException tooLarge) {
        return problem(HttpStatus.CONTENT_TOO_LARGE, tooLarge.getMessage());
    }

    /** The models and the queries say so when a value is not what they allow. */
    @ExceptionHandler({InvalidInputException.class, IllegalArgumentException.class})
    ProblemDetail badRequest(RuntimeException invalid) {
        return problem(HttpStatus.BAD_REQUEST, invalid.getMessage());
    }

    @ExceptionHandler
    ProblemDetail multipart(MultipartException malformed) {
        return problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type: expected application/json, got several parts");
    }

    @ExceptionHandler
    ProblemDetail notJson(JacksonException malformed) {
        return problem(HttpStatus.BAD_REQUEST, "body: expected JSON, got: " + malformed.getOriginalMessage());
    }

    @ExceptionHandler
    ProblemDetail unexpected(Exception failure) {
        log.error("A request failed", failure);
        return problem(HttpStatus.INTERNAL_SERVER_ERROR, "The request failed; the log of the application says why.");
    }

    private static ProblemDetail problem(HttpStatus status, @org.jspecify.annotations.Nullable String detail) {
        return ProblemDetail.forStatusAndDetail(status, String.valueOf(detail));
    }
}
