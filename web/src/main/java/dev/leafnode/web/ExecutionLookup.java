package dev.leafnode.web;

import dev.leafnode.model.Execution;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.util.Optional;
import java.util.Set;

/**
 * Finds executions that the engine keeps itself. A bean of this type is for an engine whose executions are in no
 * {@link ExecutionRepository}: with it, who decides too late is told how the judgment stands (409) and not that there is none
 * (404), what waits for nothing is told from what is not there, and an {@link AccessPolicy} is asked about executions of
 * which nothing is open. What it does not find is looked for in the {@link ExecutionRepository}, if there is one.
 */
@FunctionalInterface
public interface ExecutionLookup {

    /** The execution as it stands now, with its stages; empty if there is none of that id. */
    Optional<Execution> find(String executionId);

    /** Finds what a repository keeps. */
    static ExecutionLookup in(ExecutionRepository executions) {
        return executionId ->
                executions.search(ExecutionQuery.byId(Set.of(executionId)).withLinks(false)).executions().stream()
                        .findFirst();
    }
}
