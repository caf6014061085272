package dev.leafnode.repository;

import dev.leafnode.model.ExecutionStatus;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which executions to find. Conditions that are null or empty do not restrict; all others must hold together.
 *
 * @param ids the executions with these ids
 * @param application the executions of this application
 * @param name the executions of the pipeline of exactly this name
 * @param nameContaining the executions of pipelines with this text in their names, whatever the case of the letters A
 *     to Z
 * @param statuses the executions in one of these statuses
 * @param awaiting the executions where a human is awaited
 * @param createdFrom the executions created at this instant or later
 * @param createdBefore the executions created before this instant
 * @param leafApplications the applications whose judgments count for {@code awaiting}, where that is asked
 * @param withLinks whether the page brings the links of the executions found; costs no statement more
 * @param limit the most executions on a page, 1 to {@value #MAX_LIMIT}
 * @param pageToken the token of the page before, or null for the first page
 */
public record ExecutionQuery(
        Set<String> ids,
        @Nullable String application,
        @Nullable String name,
        @Nullable String nameContaining,
        Set<ExecutionStatus> statuses,
        @Nullable Awaiting awaiting,
        @Nullable Instant createdFrom,
        @Nullable Instant createdBefore,
        @Nullable Set<String> leafApplications,
        boolean withLinks,
        int limit,
        @Nullable PageToken pageToken) {

    /** The largest page. */
    public static final int MAX_LIMIT = 1_000;

    private static final int DEFAULT_LIMIT = 30;

    public ExecutionQuery {
        ids = Set.copyOf(ids);
        statuses = Set.copyOf(statuses);
        leafApplications = leafApplications == null ? null : Set.copyOf(leafApplications);
        Limits.require(limit, MAX_LIMIT);
        Limits.requireAtMost("ids", ids, MAX_LIMIT);
        Limits.requireAtMost(
                "leafApplications",
                leafApplications == null ? Set.of() : leafApplications,
                JudgmentQuery.MAX_AUDIENCES);
        if (pageToken != null && pageToken.ids().size() != 1) {
            throw new IllegalArgumentException(
                    "page token: expected one of a page of executions, got %s".formatted(pageToken));
        }
    }

    /** Every execution, {@value #DEFAULT_LIMIT} on a page, with links. */
    public static ExecutionQuery all() {
        return new ExecutionQuery(
                Set.of(), null, null, null, Set.of(), null, null, null, null, true, DEFAULT_LIMIT, null);
    }

    /** The executions of an application. */
    public static ExecutionQuery ofApplication(String application) {
        return all().withApplication(application);
    }

    /** The executions with these ids, all on one page. */
    public static ExecutionQuery byId(Set<String> ids) {
        return new ExecutionQuery(
                ids, null, null, null, Set.of(), null, null, null, null, true, Math.max(1, ids.size()), null);
    }

    public ExecutionQuery withApplication(@Nullable String newApplication) {
        return new ExecutionQuery(
                ids,
                newApplication,
                name,
                nameContaining,
                statuses,
                awaiting,
                createdFrom,
                createdBefore,
                leafApplications,
                withLinks,
                limit,
                pageToken);
    }

    public ExecutionQuery withName(@Nullable String newName) {
        return new ExecutionQuery(
                ids,
                application,
                newName,
                nameContaining,
                statuses,
                awaiting,
                createdFrom,
                createdBefore,
                leafApplications,
                withLinks,
                limit,
                pageToken);
    }

    public ExecutionQuery withNameContaining(@Nullable String newNameContaining) {
        return new ExecutionQuery(
                ids,
                application,
                name,
                newNameContaining,
                statuses,
                awaiting,
                createdFrom,
                createdBefore,
                leafApplications,
                withLinks,
                limit,
                pageToken);
    }

    public ExecutionQuery withStatuses(Set<ExecutionStatus> newStatuses) {
        return new ExecutionQuery(
                ids,
                application,
                name,
                nameContaining,
                newStatuses,
                awaiting,
                createdFrom,
                createdBefore,
                leafApplications,
                withLinks,
                limit,
                pageToken);
    }

    public ExecutionQuery withAwaiting(@Nullable Awaiting newAwaiting) {
        return new ExecutionQuery(
                ids,
                application,
                name,
                nameContaining,
                statuses,
                newAwaiting,
                createdFrom,
                createdBefore,
                leafApplications,
                withLinks,
                limit,
                pageToken);
    }

    public ExecutionQuery withCreated(@Nullable Instant from, @Nullable Instant before) {
        return new ExecutionQuery(
                ids,
                application,
                name,
                nameContaining,
                statuses,
                awaiting,
                from,
                before,
                leafApplications,
                withLinks,
                limit,
                pageToken);
    }

    public ExecutionQuery withLeafApplications(@Nullable Set<String> newLeafApplications) {
        return new ExecutionQuery(
                ids,
                application,
                name,
                nameContaining,
                statuses,
                awaiting,
                createdFrom,
                createdBefore,
                newLeafApplications,
                withLinks,
                limit,
                pageToken);
    }

    public ExecutionQuery withLinks(boolean newWithLinks) {
        return new ExecutionQuery(
                ids,
                application,
                name,
                nameContaining,
                statuses,
                awaiting,
                createdFrom,
                createdBefore,
                leafApplications,
                newWithLinks,
                limit,
                pageToken);
    }

    public ExecutionQuery withLimit(int newLimit) {
        return new ExecutionQuery(
                ids,
                application,
                name,
                nameContaining,
                statuses,
                awaiting,
                createdFrom,
                createdBefore,
                leafApplications,
                withLinks,
                newLimit,
                pageToken);
    }

    public ExecutionQuery withPageToken(@Nullable PageToken newPageToken) {
        return new ExecutionQuery(
                ids,
                application,
                name,
                nameContaining,
                statuses,
                awaiting,
                createdFrom,
                createdBefore,
                leafApplications,
                withLinks,
                limit,
                newPageToken);
    }

    /** Whether a name meets both conditions on names. */
    public boolean findsName(@Nullable String candidate) {
        return (name == null || name.equals(candidate))
                && (nameContaining == null
                        || (candidate != null
                                && Letters.lowerCase(candidate).contains(Letters.lowerCase(nameContaining))));
    }
}
