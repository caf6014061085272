package dev.leafnode.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where a person who follows the link to a leaf ends up.
 *
 * @param template a URL with {@code {application}}, {@code {executionId}} and {@code {stageId}} where those go
 * @param isOurs whether it is a path within this application
 */
record LeafLocation(String template, boolean isOurs) {

    LeafLocation {
        try {
            URI unused = expanded(template, "a", "e", "s");
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(
                    "leafnode.web.leaf-url: expected a URL with {application}, {executionId} and {stageId} and no other names, got '%s'"
                            .formatted(template),
                    invalid);
        }
    }

    /**
     * The location of a leaf.
     *
     * @param prefix where this application is, see {@link #prefix}
     */
    URI of(String prefix, String application, String executionId, String stageId) {
        return expanded(isOurs ? prefix + template : template, application, executionId, stageId);
    }

    /** What stands before the base path: the path of the context and, where Spring MVC has one, of its servlet. */
    static String prefix(HttpServletRequest request) {
        RequestPath path = ServletRequestPathUtils.getParsedRequestPath(request);
        int within = path.pathWithinApplication().value().length();
        return path.value().substring(0, path.value().length() - within);
    }

    private static URI expanded(String template, String application, String executionId, String stageId) {
        return UriComponentsBuilder.fromUriString(template)
                .encode()
                .buildAndExpand(Map.of("application", application, "executionId", executionId, "stageId", stageId))
                .toUri();
    }
}
