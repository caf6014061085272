package dev.leafnode.repository;

import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentLink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Some of the executions a query finds.
 *
 * @param executions in the order of the query
 * @param places the place of each of these executions in that order: a page with this token begins after it
 * @param links what shows on the stages of these executions; empty unless the query asks for it
 * @param next where the next page starts; null when this is the last one
 */
public record ExecutionPage(
        List<Execution> executions,
        List<PageToken> places,
        List<JudgmentLink> links,
        @Nullable PageToken next) {

    /** The last page of a search that finds nothing more. */
    public static final ExecutionPage EMPTY = new ExecutionPage(List.of(), List.of(), List.of(), null);

    public ExecutionPage {
        executions = List.copyOf(executions);
        places = List.copyOf(places);
        links = List.copyOf(links);
        if (places.size() != executions.size()) {
            throw new IllegalArgumentException("page of executions: expected a place of each of %d, got %d"
                    .formatted(executions.size(), places.size()));
        }
    }

    /** The same page with some of its executions only, and with what shows on these. */
    public ExecutionPage only(Predicate<Execution> condition) {
        List<Execution> some = new ArrayList<>();
        List<PageToken> theirs = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < executions.size(); i++) {
            Execution execution = executions.get(i);
            if (condition.test(execution)) {
                some.add(execution);
                theirs.add(places.get(i));
                ids.add(execution.id());
            }
        }
        return new ExecutionPage(
                some,
                theirs,
                links.stream()
                        .filter(link -> ids.contains(link.ancestor().executionId()))
                        .toList(),
                next);
    }
}
