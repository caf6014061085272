package dev.leafnode.spring;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much is open.
 *
 * @param count in all applications
 * @param oldestSince when the one that has waited longest began to; null if none is open
 * @param byApplication how many are open of each application, the one with the most first; those of the applications
 *     after the first {@value #MOST_APPLICATIONS} together, under {@value #OTHERS}
 */
record OpenJudgments(long count, @Nullable Instant oldestSince, Map<String, Long> byApplication) {

    static final int MOST_APPLICATIONS = 100;
    static final String OTHERS = "(others)";

    /** Counts what is open in all of a store, by one search. */
    static OpenJudgments in(JudgmentRepository judgments) {
        JudgmentPage page =
                judgments.search(JudgmentQuery.all().withCounts(true).withLimit(1));
        Instant oldest = page.judgments().stream()
                .findFirst()
                .map(waiting -> waiting.judgment().key().since())
                .orElse(null);
        Map<String, Long> all = page.counts().entrySet().stream()
                .collect(groupingBy(entry -> entry.getKey().application(), summingLong(Map.Entry::getValue)));
        return new OpenJudgments(page.count(), oldest, largest(all));
    }

    /** Applications are named by users: without a limit, so would be the memory of whoever keeps what is measured. */
    private static Map<String, Long> largest(Map<String, Long> all) {
        List<Map.Entry<String, Long>> sorted = all.entrySet().stream()
                .sorted(comparing(Map.Entry<String, Long>::getValue, reverseOrder())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        Map<String, Long> largest = new LinkedHashMap<>();
        for (Map.Entry<String, Long> one : sorted) {
            String name = largest.size() < MOST_APPLICATIONS ? one.getKey() : OTHERS;
            largest.merge(name, one.getValue(), Long::sum);
        }
        return largest;
    }
}
