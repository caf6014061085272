package dev.leafnode.web;

import dev.leafnode.model.Execution;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers what an execution waits for. Where the store keeps executions, one that is not there, or that the caller may not
 * read, is not found; where an engine keeps its own, neither is one that nothing blocks.
 */
final class Blocked {

    private final Inbox inbox;
    private final @Nullable ExecutionRepository executions;

    Blocked(Inbox inbox, @Nullable ExecutionRepository executions) {
        this.inbox = inbox;
        this.executions = executions;
    }

    /**
     * What a query finds of what an execution waits for.
     *
     * @throws ProblemException if there is no such execution, as far as anybody knows, or it may not be read
     */
    JudgmentPage by(JudgmentQuery query, String executionId, Access access) {
        if (!isReadable(executionId, access)) {
            throw notFound(executionId);
        }
        JudgmentPage page = inbox.readable(query, access);
        if (page.judgments().isEmpty()
                && executions != null
                && find(executions, executionId).isEmpty()) {
            throw notFound(executionId);
        }
        return page;
    }

    /** Whether an execution may be read; one that is kept elsewhere shows nothing but what may be. */
    boolean isReadable(String executionId, Access access) {
        return access.isUnrestricted()
                || executions == null
                || find(executions, executionId)
                        .filter(execution -> !access.reads(execution.application()))
                        .isEmpty();
    }

    private static ProblemException notFound(String executionId) {
        return ProblemException.notFound("execution %s: expected one of this id, found none".formatted(executionId));
    }

    private static Optional<Execution> find(ExecutionRepository executions, String executionId) {
        return executions.search(ExecutionQuery.byId(Set.of(executionId)).withLinks(false)).executions().stream()
                .findFirst();
    }
}
