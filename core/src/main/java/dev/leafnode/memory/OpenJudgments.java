package dev.leafnode.memory;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.StageKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The open judgments, the longest-waiting first, and on which executions each may show. */
final class OpenJudgments {

    private final Ways ways;
    private final NavigableMap<JudgmentKey, OpenJudgment> longestWaitingFirst = new TreeMap<>();
    private final Map<String, Set<OpenJudgment>> byExecution = new HashMap<>();

    OpenJudgments(Ways ways) {
        this.ways = ways;
    }

    void add(OpenJudgment judgment) {
        longestWaitingFirst.put(judgment.key(), judgment);
        index(judgment);
    }

    Optional<OpenJudgment> find(JudgmentKey key) {
        return Optional.ofNullable(longestWaitingFirst.get(key));
    }

    /** Adds the ways that an open judgment lacks. */
    void add(OpenJudgment judgment, List<Way> missing) {
        unindex(judgment);
        missing.forEach(judgment::add);
        index(judgment);
    }

    /** Lets a judgment show along these ways and no others. */
    void follow(OpenJudgment judgment, List<Way> newWays) {
        unindex(judgment);
        judgment.follow(newWays);
        index(judgment);
    }

    /** Whether it was open. */
    boolean remove(JudgmentKey key) {
        OpenJudgment judgment = longestWaitingFirst.remove(key);
        if (judgment == null) {
            return false;
        }
        unindex(judgment);
        return true;
    }

    /** The judgments after that one; all of them when it is null. */
    Collection<OpenJudgment> after(@Nullable JudgmentKey key) {
        return key == null
                ? longestWaitingFirst.values()
                : longestWaitingFirst.tailMap(key, false).values();
    }

    /** Ends the ways of older judgments before that stage; returns whether one led there. */
    boolean cut(StageKey stage, long newestAttempt) {
        boolean cut = false;
        for (OpenJudgment judgment : at(stage.executionId())) {
            if (judgment.key().attempt() <= newestAttempt) {
                unindex(judgment);
                cut |= judgment.cut(stage, ways::awaitsByName);
                index(judgment);
            }
        }
        return cut;
    }

    /** Follows an edge that has taken effect late, for every judgment below it. */
    void extend(Ways.Edge edge) {
        List<OpenJudgment> below = at(edge.child());
        List<Way> onward = below.isEmpty() ? List.of() : ways.from(edge);
        if (onward.isEmpty()) {
            return;
        }
        for (OpenJudgment judgment : below) {
            unindex(judgment);
            judgment.extend(edge.child(), onward);
            index(judgment);
        }
    }

    /** Removes the judgments an execution holds and ends all ways before it. */
    void deleted(String executionId) {
        for (OpenJudgment judgment : at(executionId)) {
            unindex(judgment);
            if (judgment.executionId().equals(executionId)) {
                longestWaitingFirst.remove(judgment.key());
            } else {
                judgment.cut(executionId);
                index(judgment);
            }
        }
    }

    /** Whether an execution holds a judgment, one of those that count. */
    boolean isHeldBy(String executionId, Predicate<Judgment> counts) {
        return at(executionId).stream()
                .filter(judgment -> counts.test(judgment.judgment()))
                .anyMatch(judgment -> judgment.executionId().equals(executionId));
    }

    /** Whether an execution shows a judgment, one of those that count. */
    boolean showsOn(String executionId, Predicate<Judgment> counts) {
        return at(executionId).stream()
                .filter(judgment -> counts.test(judgment.judgment()))
                .anyMatch(judgment -> !shownOn(judgment, executionId).isEmpty());
    }

    /** Whether an execution holds the judgment or shows it. */
    boolean blocks(OpenJudgment judgment, String executionId) {
        return judgment.executionId().equals(executionId)
                || !shownOn(judgment, executionId).isEmpty();
    }

    List<JudgmentLink> links(String executionId) {
        Map<List<Object>, JudgmentLink> links = new LinkedHashMap<>();
        for (OpenJudgment judgment : at(executionId)) {
            for (StageKey stage : shownOn(judgment, executionId)) {
                JudgmentLink link = new JudgmentLink(stage, judgment.judgment(), 1);
                links.merge(List.of(stage, link.application()), link, JudgmentLink::and);
            }
        }
        return List.copyOf(links.values());
    }

    List<StageKey> path(OpenJudgment judgment) {
        return judgment.path(ways::awaits, ways::triggerFirst);
    }

    /** All stages that a judgment shows on, on whichever way. */
    Set<StageKey> shownOn(OpenJudgment judgment) {
        return judgment.shownOn(ways::awaits);
    }

    private Set<StageKey> shownOn(OpenJudgment judgment, String executionId) {
        return judgment.shownOn(executionId, ways::awaits);
    }

    private List<OpenJudgment> at(String executionId) {
        return List.copyOf(byExecution.getOrDefault(executionId, Set.of()));
    }

    private void index(OpenJudgment judgment) {
        byExecution
                .computeIfAbsent(judgment.executionId(), id -> new LinkedHashSet<>())
                .add(judgment);
        for (String ancestor : judgment.ancestors()) {
            byExecution.computeIfAbsent(ancestor, id -> new LinkedHashSet<>()).add(judgment);
        }
    }

    private void unindex(OpenJudgment judgment) {
        Set<String> ids = judgment.ancestors();
        ids.add(judgment.executionId());
        for (String id : ids) {
            byExecution.computeIfPresent(id, (key, judgments) -> {
                judgments.remove(judgment);
                return judgments.isEmpty() ? null : judgments;
            });
        }
    }
}
