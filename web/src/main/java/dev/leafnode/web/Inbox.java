package dev.leafnode.web;

import dev.leafnode.model.Audience;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds what waits and may be seen. Where not everything may be, it is asked first who is asked: so a page is full, a
 * count is right and a page says whether there is another one, without a look at what is not to be seen.
 */
final class Inbox {

    private final JudgmentRepository judgments;

    Inbox(JudgmentRepository judgments) {
        this.judgments = judgments;
    }

    /** What a query finds of what may be read. */
    JudgmentPage readable(JudgmentQuery query, Access access) {
        return access.isUnrestricted()
                ? judgments.search(query)
                : asking(query, audience -> access.reads(audience.application()));
    }

    /** What a query finds of what the caller may decide. */
    JudgmentPage judged(JudgmentQuery query, Access access) {
        return asking(query, access::judges);
    }

    /** The applications of which something waits, those of them that meet the condition. */
    Set<String> applications(Predicate<String> condition) {
        return audiences(JudgmentQuery.all()).keySet().stream()
                .map(Audience::application)
                .filter(condition)
                .collect(Collectors.toUnmodifiableSet());
    }

    private JudgmentPage asking(JudgmentQuery query, Predicate<Audience> condition) {
        Map<Audience, Long> asked = new HashMap<>(audiences(query));
        asked.keySet().removeIf(condition.negate());
        JudgmentPage page = judgments.search(query.withAudiences(asked.keySet()).withCounts(false));
        return new JudgmentPage(page.judgments(), page.next(), query.withCounts() ? asked : Map.of());
    }

    private Map<Audience, Long> audiences(JudgmentQuery query) {
        return judgments
                .search(query.withPageToken(null).withLimit(1).withCounts(true))
                .counts();
    }
}
