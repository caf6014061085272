package dev.leafnode.web;

import dev.leafnode.navigation.ExecutionLookup;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import org.jspecify.annotations.Nullable;

/**
 * Answers what an execution waits for. One that is not there, or that the caller may not read, is not found; where
 * nobody knows which executions there are, one that is not there waits for nothing.
 */
final class Blocked {

    private final Inbox inbox;
    private final @Nullable ExecutionLookup executions;

    Blocked(Inbox inbox, @Nullable ExecutionLookup executions) {
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
                && executions.find(executionId).isEmpty()) {
            throw notFound(executionId);
        }
        return page;
    }

    /** Whether an execution may be read; one that nobody knows shows nothing but what may be. */
    boolean isReadable(String executionId, Access access) {
        return access.isUnrestricted()
                || executions == null
                || executions
                        .find(executionId)
                        .filter(execution -> !access.reads(execution.application()))
                        .isEmpty();
    }

    private static ProblemException notFound(String executionId) {
        return ProblemException.notFound("execution %s: expected one of this id, found none".formatted(executionId));
    }
}
