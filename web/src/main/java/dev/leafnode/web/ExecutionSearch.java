package dev.leafnode.web;

import dev.leafnode.model.Execution;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.PageToken;
import dev.leafnode.web.resource.PipelineExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the executions of a pipeline, the newest first. What the store cannot tell is looked for among what the store finds, in
 * at most {@value #MOST_LOOKED_AT} executions; what is beyond is on the next page, so a page may hold less than it could.
 *
 * <p>A page ends after an execution that the caller may read, since its token says where it ended. Where there is none among so
 * many, ten times as many are looked at, and the search ends there.
 */
final class ExecutionSearch {

    /** The most executions that one request looks at. */
    static final int MOST_LOOKED_AT = 1_000;

    private static final int MOST_OF_OTHERS = 10 * MOST_LOOKED_AT;
    private static final int BATCH = 100;

    private final ExecutionRepository executions;
    private final ExecutionResources resources;
    private final Inbox inbox;

    ExecutionSearch(ExecutionRepository executions, ExecutionResources resources, Inbox inbox) {
        this.executions = executions;
        this.resources = resources;
        this.inbox = inbox;
    }

    /**
     * What was found.
     *
     * @param next where the next page starts; null if there is none
     * @param gaveUp whether there may be more that no page will hold
     */
    record Found(
            List<PipelineExecution> executions, @Nullable PageToken next, boolean gaveUp) {

        Found {
            executions = List.copyOf(executions);
        }
    }

    Found search(ExecutionFilter filter, int pageSize, @Nullable PageToken from, Access access) {
        String namespace = filter.namespace();
        if (namespace != null && !access.reads(namespace)) {
            return new Found(List.of(), null, false);
        }
        return new Walk(filter, pageSize, access).from(from);
    }

    /** One request. */
    private final class Walk {

        private final ExecutionFilter filter;
        private final int pageSize;
        private final Access access;
        private final ExecutionQuery query;
        private final @Nullable Ancestry ancestry;
        private final List<PipelineExecution> found = new ArrayList<>();

        Walk(ExecutionFilter filter, int pageSize, Access access) {
            this.filter = filter;
            this.pageSize = pageSize;
            this.access = access;
            boolean isWhole = filter.isWhole() && (access.isUnrestricted() || filter.namespace() != null);
            query = restricted(filter.query()).withLimit(isWhole ? pageSize : BATCH);
            ancestry = filter.rootExecution() == null ? null : new Ancestry(executions, access, filter.rootExecution());
        }

        /** Of what waits below, only what the caller may know of counts. */
        private ExecutionQuery restricted(ExecutionQuery all) {
            return all.awaiting() == null || access.isUnrestricted()
                    ? all
                    : all.withLeafApplications(inbox.applications(access::knowsOf));
        }

        Found from(@Nullable PageToken from) {
            PageToken place = from;
            Optional<End> end = Optional.empty();
            for (int lookedAt = 0; lookedAt < MOST_OF_OTHERS; ) {
                ExecutionPage page = executions.search(query.withPageToken(place));
                List<ExecutionResources.Seen> some = lookedFor(page);
                int taken = Math.min(some.size(), pageSize - found.size());
                some.subList(0, taken).forEach(seen -> found.add(seen.resource()));
                if (page.next() == null && taken == some.size()) {
                    return new Found(found, null, false);
                }
                if (found.size() == pageSize) {
                    Execution last = some.get(taken - 1).execution();
                    return new Found(found, new End(place, page, last).token(), false);
                }
                lookedAt += page.executions().size();
                Optional<End> seen = lastSeen(place, page);
                end = seen.isPresent() ? seen : end;
                if (lookedAt >= MOST_LOOKED_AT && end.isPresent()) {
                    return new Found(found, end.get().token(), false);
                }
                place = page.next();
            }
            return new Found(found, null, true);
        }

        private List<ExecutionResources.Seen> lookedFor(ExecutionPage page) {
            Set<String> below = ancestry == null ? Set.of() : ancestry.below(page.executions());
            return resources.of(page, access).stream()
                    .filter(filter::finds)
                    .filter(seen ->
                            ancestry == null || below.contains(seen.execution().id()))
                    .toList();
        }

        private Optional<End> lastSeen(@Nullable PageToken place, ExecutionPage page) {
            return page.executions().stream()
                    .filter(execution -> access.reads(execution.application()))
                    .reduce((one, later) -> later)
                    .map(last -> new End(place, page, last));
        }

        /** The end of a page of ours: an execution on a page of the store's, which begins at a place. */
        private final class End {

            private final @Nullable PageToken place;
            private final ExecutionPage page;
            private final Execution last;

            End(@Nullable PageToken place, ExecutionPage page, Execution last) {
                this.place = place;
                this.page = page;
                this.last = last;
            }

            /** The place after it. Only the store knows it, so it is asked for a page that ends there. */
            @Nullable
            PageToken token() {
                int length = 1;
                while (!page.executions().get(length - 1).id().equals(last.id())) {
                    length++;
                }
                return length == page.executions().size()
                        ? page.next()
                        : executions
                                .search(query.withPageToken(place)
                                        .withLinks(false)
                                        .withLimit(length))
                                .next();
            }
        }
    }
}
