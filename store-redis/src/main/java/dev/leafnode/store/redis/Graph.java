package dev.leafnode.store.redis;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Deadline;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What shows where: the open judgments, and the steps up from them. This is the one place that says it. A judgment
 * shows on every stage that steps lead to which await what is below them and through which it was not cut.
 */
final class Graph {

    private final List<Open> judgments = new ArrayList<>();
    private final Map<String, Set<Step>> steps = new HashMap<>();
    private final Set<Step> awaiting = new HashSet<>();
    private final Set<Step> given = new HashSet<>();
    private final Map<StageKey, Ancestor> told = new HashMap<>();

    void add(Open judgment) {
        judgments.add(judgment);
    }

    /** Adds a step, and says whether its stage awaits what is below. */
    void add(Step step, boolean awaits) {
        steps.computeIfAbsent(step.child(), child -> new LinkedHashSet<>()).add(step);
        if (awaits) {
            awaiting.add(step);
        }
    }

    /** Adds a step of a lineage that a judgment was opened with. */
    void addGiven(Step step, boolean awaits) {
        if (awaits) {
            given.add(step);
        }
    }

    /** Adds what is stored of a stage that steps lead to. */
    void add(Ancestor ancestor) {
        told.put(ancestor.stage(), ancestor);
    }

    List<Open> judgments() {
        return Collections.unmodifiableList(judgments);
    }

    /** What shows on the stages of those executions. */
    List<JudgmentLink> links(Collection<String> executionIds) {
        Set<String> wanted = new HashSet<>(executionIds);
        Map<List<Object>, JudgmentLink> links = new LinkedHashMap<>();
        for (Open judgment : judgments) {
            for (StageKey stage : shownOn(judgment)) {
                if (wanted.contains(stage.executionId())) {
                    JudgmentLink link = new JudgmentLink(stage, judgment.judgment(), 1);
                    links.merge(List.of(stage, link.application()), link, JudgmentLink::and);
                }
            }
        }
        return List.copyOf(links.values());
    }

    /** A judgment with the way to it, as it is told. */
    WaitingJudgment waiting(Open open) {
        return new WaitingJudgment(
                open.judgment(),
                path(open).stream().map(stage -> ancestor(stage, open)).toList(),
                Deadline.earliest(
                        open.judgment(),
                        shownOn(open).stream()
                                .map(stage -> ancestor(stage, open))
                                .toList()),
                open.paused());
    }

    private Ancestor ancestor(StageKey stage, Open open) {
        Ancestor stored = told.get(stage);
        return stored == null ? open.told().getOrDefault(stage, new Ancestor(stage)) : stored;
    }

    /** The judgments that an execution holds or shows. */
    List<Open> blocking(String executionId) {
        return judgments.stream()
                .filter(judgment -> judgment.executionId().equals(executionId)
                        || shownOn(judgment).stream()
                                .anyMatch(stage -> stage.executionId().equals(executionId)))
                .toList();
    }

    /** The executions that hold one of the judgments that count. */
    Set<String> holding(Predicate<Judgment> counts) {
        Set<String> ids = new HashSet<>();
        judgments.stream()
                .filter(judgment -> counts.test(judgment.judgment()))
                .forEach(judgment -> ids.add(judgment.executionId()));
        return ids;
    }

    /** The executions on which one of the judgments that count shows. */
    Set<String> showing(Predicate<Judgment> counts) {
        Set<String> ids = new HashSet<>();
        judgments.stream()
                .filter(judgment -> counts.test(judgment.judgment()))
                .forEach(judgment -> shownOn(judgment).forEach(stage -> ids.add(stage.executionId())));
        return ids;
    }

    /** Whether a stage awaits a complete execution, by any step that is known. */
    boolean isAwaited(String executionId) {
        return steps.getOrDefault(executionId, Set.of()).stream().anyMatch(awaiting::contains);
    }

    /** The steps of a judgment's ways that it was cut at, and that await what is below them. */
    List<Step> cutInVain(Open judgment) {
        return reached(judgment, awaiting::contains).stream()
                .filter(step -> awaiting.contains(step) && judgment.isCutAt(step))
                .toList();
    }

    /** The steps of a judgment's ways that lead to a stage, whatever that awaits, and are not cut. */
    List<Step> leadingTo(StageKey stage, Open judgment) {
        return reached(judgment, step -> !judgment.isCutAt(step)).stream()
                .filter(step -> step.stage().equals(stage) && !judgment.isCutAt(step))
                .toList();
    }

    /** The stages that a judgment shows on, from the root down, along the triggers as far as these lead. */
    List<StageKey> path(Open judgment) {
        List<StageKey> path = new ArrayList<>();
        Set<String> passed = new HashSet<>();
        String child = judgment.executionId();
        for (Step step : next(judgment, child)) {
            if (judgment.kept()) {
                break;
            }
            path.add(0, step.stage());
        }
        while (judgment.kept() && passed.add(child) && path.size() < Lineage.MAX_DEPTH) {
            List<Step> next = next(judgment, child);
            if (next.isEmpty()) {
                break;
            }
            Step step = next.stream().filter(one -> !one.watches()).findFirst().orElse(next.get(0));
            path.add(0, step.stage());
            child = step.stage().executionId();
        }
        return path;
    }

    private Set<StageKey> shownOn(Open judgment) {
        if (!judgment.kept()) {
            return new LinkedHashSet<>(next(judgment, judgment.executionId()).stream()
                    .map(Step::stage)
                    .toList());
        }
        Set<StageKey> stages = new LinkedHashSet<>();
        reached(judgment, step -> shows(judgment, step)).stream()
                .filter(step -> shows(judgment, step))
                .forEach(step -> stages.add(step.stage()));
        return stages;
    }

    /** The steps that lead on from an execution; for a lineage that was given, all of them up to where it ends. */
    private List<Step> next(Open judgment, String child) {
        if (judgment.kept()) {
            return steps.getOrDefault(child, Set.of()).stream()
                    .filter(step -> shows(judgment, step))
                    .toList();
        }
        List<Step> next = new ArrayList<>();
        String below = child;
        for (StageKey stage : judgment.lineage()) {
            Step step = new Step(below, stage, false);
            if (!given.contains(step) || judgment.isCutAt(step)) {
                break;
            }
            next.add(step);
            below = stage.executionId();
        }
        return next;
    }

    private boolean shows(Open judgment, Step step) {
        return awaiting.contains(step) && !judgment.isCutAt(step);
    }

    /** All steps up from a judgment, those included at which {@code passes} ends a way. */
    private Set<Step> reached(Open judgment, Predicate<Step> passes) {
        Set<Step> reached = new LinkedHashSet<>();
        Map<String, Integer> depths = new HashMap<>(Map.of(judgment.executionId(), 0));
        Deque<String> next = new ArrayDeque<>(depths.keySet());
        while (!next.isEmpty()) {
            String child = next.pop();
            int depth = depths.getOrDefault(child, 0);
            if (depth == Lineage.MAX_DEPTH) {
                continue;
            }
            for (Step step : steps.getOrDefault(child, Set.of())) {
                reached.add(step);
                if (passes.test(step) && depths.putIfAbsent(step.stage().executionId(), depth + 1) == null) {
                    next.add(step.stage().executionId());
                }
            }
        }
        return reached;
    }
}
