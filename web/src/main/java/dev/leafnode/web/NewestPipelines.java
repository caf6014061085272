package dev.leafnode.web;

import dev.leafnode.model.Execution;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.web.PipelineCatalog.Pipelines;
import dev.leafnode.web.resource.PipelineExecution;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pipelines of the newest executions that the caller may read: the store has no list of pipelines. */
final class NewestPipelines implements KnownPipelines {

    /** The most executions that one request looks at. */
    static final int MOST_LOOKED_AT = 500;

    private static final int BATCH = 100;

    private final ExecutionRepository executions;

    NewestPipelines(ExecutionRepository executions) {
        this.executions = executions;
    }

    @Override
    public Pipelines of(@Nullable String namespace, Access access) {
        ExecutionQuery query =
                ExecutionQuery.all().withApplication(namespace).withLinks(false).withLimit(BATCH);
        ReadablePages pages = new ReadablePages(executions, query, access);
        Set<PipelineExecution.PipelineRef> pipelines = new LinkedHashSet<>();
        int lookedAt = 0;
        while (lookedAt < MOST_LOOKED_AT && pages.hasNext()) {
            ExecutionPage page = pages.next();
            for (Execution execution : page.executions()) {
                if (lookedAt == MOST_LOOKED_AT) {
                    return some(pipelines);
                }
                lookedAt++;
                String name = execution.name();
                if (name != null && !name.isEmpty()) {
                    pipelines.add(new PipelineExecution.PipelineRef(name, execution.application()));
                }
            }
        }
        return pages.hasNext() || pages.cutOff() != null
                ? some(pipelines)
                : new Pipelines(List.copyOf(pipelines), List.of());
    }

    /** It says the same whyever the search has ended, since not everybody may know. */
    private static Pipelines some(Set<PipelineExecution.PipelineRef> pipelines) {
        return new Pipelines(
                List.copyOf(pipelines),
                List.of("These are the pipelines of the newest executions; there may be others"));
    }
}
