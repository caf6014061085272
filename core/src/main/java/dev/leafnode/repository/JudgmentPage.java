package dev.leafnode.repository;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.leafnode.model.Audience;
import dev.leafnode.model.WaitingJudgment;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some of the judgments a query finds.
 *
 * @param judgments in the order of the query
 * @param next where the next page starts; null when this is the last one
 * @param counts how many judgments the query finds on all pages, by whom they ask; empty unless it asks for that
 */
public record JudgmentPage(
        List<WaitingJudgment> judgments, @Nullable PageToken next, Map<Audience, Long> counts) {

    public JudgmentPage {
        judgments = List.copyOf(judgments);
        counts = Map.copyOf(counts);
    }

    /** How many judgments the query finds on all pages; 0 unless it asks for that. */
    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The page of a query.
     *
     * @param found what the query finds, in its order; at least one more than its limit if there are so many: what is
     *     too many tells that there is a next page and is not on this one
     */
    public static JudgmentPage of(JudgmentQuery query, List<WaitingJudgment> found, Map<Audience, Long> counts) {
        if (found.size() <= query.limit()) {
            return new JudgmentPage(found, null, counts);
        }
        WaitingJudgment last = found.get(query.limit() - 1);
        PageToken next = Place.token(
                query.order(),
                JudgmentQuery.deadline(last.deadline()),
                last.judgment().key());
        return new JudgmentPage(found.subList(0, query.limit()), next, counts);
    }

    /**
     * The page of a query, for a store that looks through all that is open.
     *
     * @param candidates what is open, in any order, and blocks {@link JudgmentQuery#blocking} if the query says so
     */
    public static JudgmentPage select(JudgmentQuery query, Collection<WaitingJudgment> candidates) {
        List<WaitingJudgment> found = candidates.stream()
                .filter(waiting -> query.finds(waiting.judgment()))
                .toList();
        Map<Audience, Long> counts = query.withCounts()
                ? found.stream()
                        .collect(groupingBy(waiting -> waiting.judgment().audience(), counting()))
                : Map.of();
        return of(
                query,
                found.stream()
                        .filter(query::isAfter)
                        .sorted(query.comparator())
                        .limit(query.limit() + 1L)
                        .toList(),
                counts);
    }
}
