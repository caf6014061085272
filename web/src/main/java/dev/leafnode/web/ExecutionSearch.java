package dev.leafnode.web;

import static java.util.stream.Collectors.toMap;

import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.PageToken;
import dev.leafnode.web.resource.PipelineExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the executions of a pipeline, the newest first. What the store cannot tell is looked for among what
 * the store finds, in at most {@value #MOST_LOOKED_AT} executions; what is beyond is on the next page, so a
 * page may hold less than it could.
 *
 * <p>Only what the caller may read is looked at and counts, and a page has a token only where such a one comes after
 * it. The token is the place of one that he may read: the last on the page or, where that is not full, the last that
 * was looked at. So an answer is what it would be if there were nothing else, up to what {@link ReadablePages} says;
 * beyond that a page may hold less than it could, too.
 */
final class ExecutionSearch {

    /** The most executions that one request looks at. */
    static final int MOST_LOOKED_AT = 1_000;

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
     */
    record Found(
            List<PipelineExecution> executions, @Nullable PageToken next) {

        Found {
            executions = List.copyOf(executions);
        }
    }

    Found search(ExecutionFilter filter, int pageSize, @Nullable PageToken from, Access access) {
        String namespace = filter.namespace();
        if (namespace != null && !access.reads(namespace)) {
            return new Found(List.of(), null);
        }
        return new Walk(filter, pageSize, from, access).found();
    }

    /** One request. */
    private final class Walk {

        private final ExecutionFilter filter;
        private final int pageSize;
        private final Access access;
        private final boolean isWhole;
        private final ReadablePages pages;
        private final @Nullable Ancestry ancestry;
        private final List<PipelineExecution> found = new ArrayList<>();
        private @Nullable PageToken lastFound;
        private int lookedAt;

        Walk(ExecutionFilter filter, int pageSize, @Nullable PageToken from, Access access) {
            this.filter = filter;
            this.pageSize = pageSize;
            this.access = access;
            isWhole = filter.isWhole() && (access.isUnrestricted() || filter.namespace() != null);
            ExecutionQuery query = restricted(filter.query())
                    .withLimit(isWhole ? pageSize : BATCH)
                    .withPageToken(from);
            pages = new ReadablePages(executions, query, access);
            ancestry = filter.rootExecution() == null ? null : new Ancestry(executions, access, filter.rootExecution());
        }

        /** Of what waits below, only what the caller may know of counts. */
        private ExecutionQuery restricted(ExecutionQuery all) {
            return all.awaiting() == null || access.isUnrestricted()
                    ? all
                    : all.withLeafApplications(inbox.applications(access::knowsOf));
        }

        Found found() {
            while (pages.hasNext()) {
                Found some = lookAt(pages.next());
                if (some != null) {
                    return some;
                }
            }
            return new Found(found, pages.cutOff());
        }

        /** Whether the page ends among these; null if it goes on. */
        private @Nullable Found lookAt(ExecutionPage page) {
            Map<String, PipelineExecution> matches = matches(page);
            for (int i = 0; i < page.executions().size(); i++) {
                PipelineExecution match = matches.get(page.executions().get(i).id());
                if (match != null && found.size() == pageSize) {
                    return new Found(found, lastFound);
                }
                PageToken place = page.places().get(i);
                if (match != null) {
                    found.add(match);
                    lastFound = place;
                }
                lookedAt++;
                boolean isMore = i + 1 < page.executions().size();
                if (lookedAt == MOST_LOOKED_AT && (isMore || pages.hasNext())) {
                    return new Found(found, place);
                }
            }
            return isWhole && pages.hasNext() ? new Found(found, lastFound) : null;
        }

        private Map<String, PipelineExecution> matches(ExecutionPage page) {
            Set<String> below = ancestry == null ? Set.of() : ancestry.below(page.executions());
            return resources.of(page, access).stream()
                    .filter(filter::finds)
                    .filter(seen ->
                            ancestry == null || below.contains(seen.execution().id()))
                    .collect(toMap(seen -> seen.execution().id(), ExecutionResources.Seen::resource));
        }
    }
}
