package dev.leafnode.repository;

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
}
