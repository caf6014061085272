package dev.leafnode.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request cannot have, and why. It becomes an answer of type {@code application/problem+json} (RFC 9457). */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, @Nullable Object> members;

    private ProblemException(int status, String detail, Map<String, ? extends @Nullable Object> members) {
        super(detail, null, false, false);
        this.status = status;
        this.members = new LinkedHashMap<>(members);
    }

    static ProblemException badRequest(String detail) {
        return new ProblemException(400, detail, Map.of());
    }

    static ProblemException forbidden(String detail) {
        return new ProblemException(403, detail, Map.of());
    }

    static ProblemException notFound(String detail) {
        return new ProblemException(404, detail, Map.of());
    }

    static ProblemException notAcceptable(String detail) {
        return new ProblemException(406, detail, Map.of());
    }

    static ProblemException conflict(String detail, Map<String, ? extends @Nullable Object> members) {
        return new ProblemException(409, detail, members);
    }

    static ProblemException tooLarge(String detail) {
        return new ProblemException(413, detail, Map.of());
    }

    static ProblemException unsupportedType(String detail) {
        return new ProblemException(415, detail, Map.of());
    }

    static ProblemException ambiguous(String detail, Map<String, ? extends @Nullable Object> members) {
        return new ProblemException(422, detail, members);
    }

    int status() {
        return status;
    }

    /** What the answer holds besides. */
    Map<String, @Nullable Object> members() {
        return members;
    }
}
