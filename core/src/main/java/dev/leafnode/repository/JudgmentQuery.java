package dev.leafnode.repository;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.StageKey;
import org.jspecify.annotations.Nullable;

/**
 * Which open judgments to find. Conditions that are null do not restrict; all others must hold together.
 *
 * @param application the judgments whose leaf belongs to this application
 * @param blocking the judgments that this execution waits for: those it holds itself and those that show on one of its
 *     stages
 * @param limit the most judgments on a page, 1 to {@value #MAX_LIMIT}
 * @param pageToken the token of the page before, or null for the first page
 */
public record JudgmentQuery(
        @Nullable String application,
        @Nullable String blocking,
        int limit,
        @Nullable PageToken pageToken) {

    /** The largest page. */
    public static final int MAX_LIMIT = 1_000;

    private static final int DEFAULT_LIMIT = 50;

    public JudgmentQuery {
        Limits.require(limit, MAX_LIMIT);
        if (pageToken != null && pageToken.ids().size() != 2) {
            throw new IllegalArgumentException(
                    "page token: expected one of a page of judgments, got %s".formatted(pageToken));
        }
        var unused = key(pageToken);
    }

    /** Every open judgment, {@value #DEFAULT_LIMIT} on a page. */
    public static JudgmentQuery all() {
        return new JudgmentQuery(null, null, DEFAULT_LIMIT, null);
    }

    /** The judgments that an execution waits for. */
    public static JudgmentQuery blocking(String executionId) {
        return new JudgmentQuery(null, executionId, DEFAULT_LIMIT, null);
    }

    /** The judgment after which this page starts; null for the first page. */
    public @Nullable JudgmentKey after() {
        return key(pageToken);
    }

    public JudgmentQuery withApplication(@Nullable String newApplication) {
        return new JudgmentQuery(newApplication, blocking, limit, pageToken);
    }

    public JudgmentQuery withLimit(int newLimit) {
        return new JudgmentQuery(application, blocking, newLimit, pageToken);
    }

    public JudgmentQuery withPageToken(@Nullable PageToken newPageToken) {
        return new JudgmentQuery(application, blocking, limit, newPageToken);
    }

    private static @Nullable JudgmentKey key(@Nullable PageToken token) {
        return token == null
                ? null
                : new JudgmentKey(new StageKey(token.ids().get(0), token.ids().get(1)), token.time());
    }
}
