package dev.leafnode.repository;

import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the executions a query finds.
 *
 * @param executions in the order of the query
 * @param links what shows on the stages of these executions; empty unless the query asks for it
 * @param next where the next page starts; null when this is the last one
 */
public record ExecutionPage(
        List<Execution> executions,
        List<JudgmentLink> links,
        @Nullable PageToken next) {

    public ExecutionPage {
        executions = List.copyOf(executions);
        links = List.copyOf(links);
    }
}
