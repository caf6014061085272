package dev.leafnode.web;

import dev.leafnode.web.resource.PipelineExecution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which pipelines there are. A bean of this type is for an application that knows; without it, they are those of
 * the newest executions that the store keeps, and the list says so when it did not look at all of these.
 */
@FunctionalInterface
public interface PipelineCatalog {

    /**
     * The pipelines, in any order. Who may not read an application does not get to see its pipelines.
     *
     * @param namespace the application whose pipelines are asked for; null for those of all
     */
    Pipelines pipelines(@Nullable String namespace);

    /**
     * Some pipelines.
     *
     * @param pipelines each with the application it belongs to; more than was asked for does no harm
     * @param errors what people should know of what may be missing; empty if nothing is
     */
    record Pipelines(List<PipelineExecution.PipelineRef> pipelines, List<String> errors) {

        public Pipelines {
            pipelines = List.copyOf(pipelines);
            errors = List.copyOf(errors);
        }
    }
}
