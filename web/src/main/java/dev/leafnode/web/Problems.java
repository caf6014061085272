package dev.leafnode.web;

import dev.leafnode.json.ExecutionFormatException;
import dev.leafnode.repository.UnknownExecutionException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Answers for what goes wrong in our own controllers, and in no other; nobody gets to see a stack trace. */
@RestControllerAdvice(basePackageClasses = Problems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<byte[]> problem(ProblemException problem) {
        return Answers.problem(problem.status(), problem.getMessage(), problem.members());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> unknown(UnknownExecutionException unknown) {
        return Answers.problem(404, unknown.getMessage(), Map.of());
    }

    /** The models and the queries say so when a value is not what they allow. */
    @ExceptionHandler({IllegalArgumentException.class, ExecutionFormatException.class})
    ResponseEntity<byte[]> badRequest(RuntimeException invalid) {
        return Answers.problem(400, invalid.getMessage(), Map.of());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> mismatch(MethodArgumentTypeMismatchException mismatch) {
        Class<?> required = mismatch.getRequiredType();
        return Answers.problem(
                400,
                "%s: expected a value of type %s, got '%s'"
                        .formatted(
                                mismatch.getName(),
                                required == null ? "another" : required.getSimpleName(),
                                mismatch.getValue()),
                Map.of());
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<byte[]> unexpected(Exception failure, HttpServletRequest request) {
        // Of other types it is somebody else who has gone: the store, say.
        if (failure instanceof IOException && DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            return null;
        }
        if (failure instanceof ErrorResponse known) {
            return Answers.problem(
                    known.getStatusCode().value(), known.getBody().getDetail(), Map.of());
        }
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        return Answers.problem(500, "The request failed; the log of the application says why.", Map.of());
    }
}
