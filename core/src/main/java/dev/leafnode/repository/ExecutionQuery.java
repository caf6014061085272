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
 * @param statuses the executions in one of these statuses
 * @param awaiting the executions where a human is awaited
 * @param createdFrom the executions created at this instant or later
 * @param createdBefore the executions created before this instant
 * @param withLinks whether the page brings the links of the executions found; costs no statement more
 * @param limit the most executions on a page, 1 to {@value #MAX_LIMIT}
 * @param pageToken the token of the page before, or null for the first page
 */
public record ExecutionQuery(
        Set<String> ids,
        @Nullable String application,
        @Nullable String name,
        Set<ExecutionStatus> statuses,
        @Nullable Awaiting awaiting,
        @Nullable Instant createdFrom,
        @Nullable Instant createdBefore,
        boolean withLinks,
        int limit,
        @Nullable PageToken pageToken) {

    /** The largest page. */
    public static final int MAX_LIMIT = 1_000;

    private static final int DEFAULT_LIMIT = 30;

    public ExecutionQuery {
        ids = Set.copyOf(ids);
        statuses = Set.copyOf(statuses);
        Limits.require(limit, MAX_LIMIT);
        Limits.requireAtMost("ids", ids, MAX_LIMIT);
        if (pageToken != null && pageToken.ids().size() != 1) {
            throw new IllegalArgumentException(
                    "page token: expected one of a page of executions, got %s".formatted(pageToken));
        }
    }

    /** Every execution, {@value #DEFAULT_LIMIT} on a page, with links. */
    public static ExecutionQuery all() {
        return new ExecutionQuery(Set.of(), null, null, Set.of(), null, null, null, true, DEFAULT_LIMIT, null);
    }

    /** The executions of an application. */
    public static ExecutionQuery ofApplication(String application) {
        return all().withApplication(application);
    }

    /** The executions with these ids, all on one page. */
    public static ExecutionQuery byId(Set<String> ids) {
        return new ExecutionQuery(ids, null, null, Set.of(), null, null, null, true, Math.max(1, ids.size()), null);
    }

    public ExecutionQuery withApplication(@Nullable String newApplication) {
        return new ExecutionQuery(
                ids, newApplication, name, statuses, awaiting, createdFrom, createdBefore, withLinks, limit, pageToken);
    }

    public ExecutionQuery withName(@Nullable String newName) {
        return new ExecutionQuery(
                ids, application, newName, statuses, awaiting, createdFrom, createdBefore, withLinks, limit, pageToken);
    }

    public ExecutionQuery withStatuses(Set<ExecutionStatus> newStatuses) {
        return new ExecutionQuery(
                ids, application, name, newStatuses, awaiting, createdFrom, createdBefore, withLinks, limit, pageToken);
    }

    public ExecutionQuery withAwaiting(@Nullable Awaiting newAwaiting) {
        return new ExecutionQuery(
                ids, application, name, statuses, newAwaiting, createdFrom, createdBefore, withLinks, limit, pageToken);
    }

    public ExecutionQuery withCreated(@Nullable Instant from, @Nullable Instant before) {
        return new ExecutionQuery(
                ids, application, name, statuses, awaiting, from, before, withLinks, limit, pageToken);
    }

    public ExecutionQuery withLinks(boolean newWithLinks) {
        return new ExecutionQuery(
                ids, application, name, statuses, awaiting, createdFrom, createdBefore, newWithLinks, limit, pageToken);
    }

    public ExecutionQuery withLimit(int newLimit) {
        return new ExecutionQuery(
                ids, application, name, statuses, awaiting, createdFrom, createdBefore, withLinks, newLimit, pageToken);
    }

    public ExecutionQuery withPageToken(@Nullable PageToken newPageToken) {
        return new ExecutionQuery(
                ids, application, name, statuses, awaiting, createdFrom, createdBefore, withLinks, limit, newPageToken);
    }
}
