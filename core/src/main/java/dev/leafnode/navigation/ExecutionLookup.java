package dev.leafnode.navigation;

import dev.leafnode.model.Execution;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.util.Optional;
import java.util.Set;

/**
 * Finds executions that the engine keeps itself. A bean of this type says that it does:
 *
 * <ul>
 *   <li>navigation keeps judgments only, finds their ancestors through it, and reads an execution anew before it
 *       believes an event that something has started to wait;
 *   <li>whoever decides too late is told how the judgment stands (409) and not that there is none (404), what waits for
 *       nothing is told from what is not there, and an access policy is asked about executions of which nothing is
 *       open. What it does not find is looked for in an {@link ExecutionRepository}, if there is one.
 * </ul>
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
