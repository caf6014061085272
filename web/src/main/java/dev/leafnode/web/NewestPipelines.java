package dev.leafnode.web;

import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.PageToken;
import dev.leafnode.web.resource.PipelineExecution;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pipelines of the newest executions: the store has no list of pipelines. */
final class NewestPipelines implements PipelineCatalog {

    /** The most executions that one request looks at. */
    static final int MOST_LOOKED_AT = 500;

    private static final int BATCH = 100;

    private final ExecutionRepository executions;

    NewestPipelines(ExecutionRepository executions) {
        this.executions = executions;
    }

    @Override
    public Pipelines pipelines(@Nullable String namespace) {
        ExecutionQuery query =
                ExecutionQuery.all().withApplication(namespace).withLinks(false).withLimit(BATCH);
        Set<PipelineExecution.PipelineRef> pipelines = new LinkedHashSet<>();
        PageToken place = null;
        for (int lookedAt = 0; lookedAt < MOST_LOOKED_AT; lookedAt += BATCH) {
            ExecutionPage page = executions.search(query.withPageToken(place));
            page.executions().forEach(execution -> {
                String name = execution.name();
                if (name != null && !name.isEmpty()) {
                    pipelines.add(new PipelineExecution.PipelineRef(name, execution.application()));
                }
            });
            place = page.next();
            if (place == null) {
                return new Pipelines(List.copyOf(pipelines), List.of());
            }
        }
        return new Pipelines(
                List.copyOf(pipelines),
                List.of("These are the pipelines of the newest %d executions; there may be others"
                        .formatted(MOST_LOOKED_AT)));
    }
}
