package dev.leafnode.repository;

import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.WaitingJudgment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the judgments a query finds.
 *
 * @param judgments in the order of the query
 * @param next where the next page starts; null when this is the last one
 */
public record JudgmentPage(
        List<WaitingJudgment> judgments, @Nullable PageToken next) {

    public JudgmentPage {
        judgments = List.copyOf(judgments);
    }

    /**
     * The page of a query.
     *
     * @param found what the query finds, in its order; at least one more than its limit if there are so many: what is too
     *     many tells that there is a next page and is not on this one
     */
    public static JudgmentPage of(JudgmentQuery query, List<WaitingJudgment> found) {
        if (found.size() <= query.limit()) {
            return new JudgmentPage(found, null);
        }
        JudgmentKey last = found.get(query.limit() - 1).judgment().key();
        PageToken next = new PageToken(
                last.attempt(), List.of(last.stage().executionId(), last.stage().stageId()));
        return new JudgmentPage(found.subList(0, query.limit()), next);
    }
}
