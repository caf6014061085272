package dev.leafnode.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Answers calls below the base path that no controller takes, because of their path, their method or their form:
 * {@link Problems} is asked about our controllers only, and there is none. Where everything is served at the root, such
 * calls may be anybody's and are the application's to answer.
 */
final class UnhandledCalls implements HandlerExceptionResolver, Ordered {

    private final String basePath;

    UnhandledCalls(String basePath) {
        this.basePath = basePath;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!isOurs(request)) {
            return null;
        }
        // Where the application serves files, these are looked for below every path.
        if (failure instanceof NoResourceFoundException || failure instanceof NoHandlerFoundException) {
            String path = pathWithinApplication(request);
            return answer(response, 404, "%s: expected a path that is served, found none".formatted(path));
        }
        if (failure instanceof MultipartException) {
            String type = request.getContentType();
            return answer(response, 415, "Content-Type: expected application/json, got '%s'".formatted(type));
        }
        if (handler == null && failure instanceof ErrorResponse refused) {
            refused.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            return answer(
                    response, refused.getStatusCode().value(), refused.getBody().getDetail());
        }
        return null;
    }

    private static ModelAndView answer(HttpServletResponse response, int status, @Nullable String detail) {
        ResponseEntity<byte[]> problem = Answers.problem(status, detail, Map.of());
        response.setStatus(status);
        problem.getHeaders().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        try {
            response.getOutputStream().write(Objects.requireNonNull(problem.getBody(), "a problem has a body"));
        } catch (IOException gone) {
            throw new UncheckedIOException("the answer could not be written", gone);
        }
        return new ModelAndView();
    }

    private boolean isOurs(HttpServletRequest request) {
        return !basePath.isEmpty()
                && ServletRequestPathUtils.hasParsedRequestPath(request)
                && pathWithinApplication(request).startsWith(basePath + "/");
    }

    private static String pathWithinApplication(HttpServletRequest request) {
        return ServletRequestPathUtils.getParsedRequestPath(request)
                .pathWithinApplication()
                .value();
    }
}
