package dev.leafnode.web;

import java.net.URI;
import java.util.Map;
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
     * @param contextPath where this application is
     */
    URI of(String contextPath, String application, String executionId, String stageId) {
        return expanded(isOurs ? contextPath + template : template, application, executionId, stageId);
    }

    private static URI expanded(String template, String application, String executionId, String stageId) {
        return UriComponentsBuilder.fromUriString(template)
                .encode()
                .buildAndExpand(Map.of("application", application, "executionId", executionId, "stageId", stageId))
                .toUri();
    }
}
