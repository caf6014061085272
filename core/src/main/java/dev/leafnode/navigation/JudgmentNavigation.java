package dev.leafnode.navigation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What an application asks: what shows on these executions, what blocks this one, what waits at all. */
public final class JudgmentNavigation {

    private final JudgmentRepository judgments;

    public JudgmentNavigation(JudgmentRepository judgments) {
        this.judgments = judgments;
    }

    /** The views of the executions of a page, by execution id, from the links the page brought. No statement. */
    public Map<String, Others> others(ExecutionPage page) {
        return others(page.executions(), page.links());
    }

    /** The views of executions that another store keeps, by execution id. One statement for all of them. */
    public Map<String, Others> others(Collection<Execution> executions) {
        List<String> ids = executions.stream().map(Execution::id).toList();
        return others(executions, ids.isEmpty() ? List.of() : links(ids));
    }

    /** What shows on the stages of these executions. One statement for all of them. */
    public List<JudgmentLink> links(Collection<String> executionIds) {
        return judgments.links(executionIds);
    }

    /**
     * What an execution waits for: the open judgments it holds itself and those below it, each with the way to it, the
     * longest-waiting first; the first {@link JudgmentQuery#all()} of them.
     */
    public JudgmentPage blocking(String executionId) {
        return judgments.search(JudgmentQuery.blocking(executionId));
    }

    /** Every open judgment that the query finds, whether its ancestors still wait for it or not. */
    public JudgmentPage inbox(JudgmentQuery query) {
        return judgments.search(query);
    }

    private static Map<String, Others> others(Collection<Execution> executions, Collection<JudgmentLink> links) {
        Map<String, List<JudgmentLink>> byExecution =
                links.stream().collect(groupingBy(link -> link.ancestor().executionId()));
        return executions.stream()
                .collect(toMap(
                        Execution::id,
                        execution -> Others.of(execution, byExecution.getOrDefault(execution.id(), List.of())),
                        (first, second) -> first));
    }
}
