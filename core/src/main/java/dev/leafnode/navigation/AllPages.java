package dev.leafnode.navigation;

import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.PageToken;
import java.util.function.Consumer;

/** Whatever a query finds, page by page. */
final class AllPages {

    private AllPages() {}

    /** Hands out one judgment after the other; what is changed meanwhile may be left out or not. */
    static void forEach(JudgmentRepository judgments, JudgmentQuery query, Consumer<WaitingJudgment> action) {
        JudgmentQuery next = query.withLimit(JudgmentQuery.MAX_LIMIT);
        while (next != null) {
            JudgmentPage page = judgments.search(next);
            page.judgments().forEach(action);
            PageToken token = page.next();
            next = token == null ? null : next.withPageToken(token);
        }
    }
}
