package dev.leafnode.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.PageToken;
import java.util.ArrayList;
import java.util.List;

/** Reads every page of an answer; each token takes the way through a URL. */
final class Pages {

    private Pages() {}

    /** All executions and links that a query finds, as one page. */
    static ExecutionPage all(ExecutionRepository executions, ExecutionQuery query) {
        List<Execution> found = new ArrayList<>();
        List<PageToken> places = new ArrayList<>();
        List<JudgmentLink> links = new ArrayList<>();
        ExecutionPage page = executions.search(query);
        found.addAll(page.executions());
        places.addAll(page.places());
        links.addAll(page.links());
        while (page.next() != null) {
            assertThat(page.executions())
                    .as("a page that is not the last of %s", query)
                    .hasSize(query.limit());
            page = executions.search(query.withPageToken(throughUrl(page.next())));
            assertThat(page.executions())
                    .as("the page after another of %s", query)
                    .isNotEmpty();
            found.addAll(page.executions());
            places.addAll(page.places());
            links.addAll(page.links());
        }
        return new ExecutionPage(found, places, links, null);
    }

    /** All judgments that a query finds. */
    static List<WaitingJudgment> all(JudgmentRepository judgments, JudgmentQuery query) {
        JudgmentPage page = judgments.search(query);
        List<WaitingJudgment> found = new ArrayList<>(page.judgments());
        while (page.next() != null) {
            assertThat(page.judgments())
                    .as("a page that is not the last of %s", query)
                    .hasSize(query.limit());
            page = judgments.search(query.withPageToken(throughUrl(page.next())));
            assertThat(page.judgments())
                    .as("the page after another of %s", query)
                    .isNotEmpty();
            found.addAll(page.judgments());
        }
        return found;
    }

    private static PageToken throughUrl(PageToken token) {
        return PageToken.decode(token.encode());
    }
}
