package dev.leafnode.store.tck;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Deadline;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.JudgmentLink;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.JudgmentQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What must show where, from the true states of all executions alone and in the most obvious way: for each stage at which
 * a human is awaited, climb to every stage that waits for its execution, and on from there.
 */
final class Oracle {

    private static final WaitRules RULES = WaitRules.DEFAULT;

    private final Map<String, Execution> truth;
    private final Cuts cuts;
    private final Map<String, Set<StageKey>> watchers = new HashMap<>();
    private final NavigableMap<JudgmentKey, Judgment> open = new TreeMap<>();
    private final Map<StageKey, NavigableMap<JudgmentKey, Judgment>> shown = new HashMap<>();

    /** What follows for one state; what was cut stays hidden, if there is nobody to restore it. */
    Oracle(Map<String, Execution> truth, Cuts cuts, LeafState state) {
        this.truth = truth;
        this.cuts = cuts;
        forEachStage((execution, stage) -> RULES.awaitedExecutions(stage)
                .forEach(id -> watchers.computeIfAbsent(id, key -> new LinkedHashSet<>())
                        .add(new StageKey(execution.id(), stage.id()))));
        forEachStage((execution, stage) -> RULES.judgment(state, execution, stage)
                .filter(judgment ->
                        !execution.status().isComplete() || (state == LeafState.FAILED && isAwaited(execution)))
                .ifPresent(judgment -> {
                    open.put(judgment.key(), judgment);
                    climb(judgment, execution.id());
                }));
    }

    /** Every execution, the newest first. */
    List<Execution> executions() {
        return truth.values().stream()
                .sorted(Comparator.comparing(Oracle::created)
                        .thenComparing(Execution::id)
                        .reversed())
                .toList();
    }

    /** Every open judgment, the one that has waited longest first. */
    List<Judgment> inbox() {
        return List.copyOf(open.values());
    }

    List<Judgment> blocking(String executionId) {
        return open.values().stream()
                .filter(judgment -> isHeldBy(executionId, judgment)
                        || executionsShowing(judgment).contains(executionId))
                .toList();
    }

    /** Whether the execution that holds the judgment is paused. */
    boolean isPaused(Judgment judgment) {
        Execution execution = truth.get(judgment.key().stage().executionId());
        return execution != null && execution.isPaused();
    }

    /** What is told of a stage that the judgment shows on. */
    Ancestor ancestor(StageKey key) {
        Execution execution = truth.get(key.executionId());
        return execution == null
                ? new Ancestor(key)
                : execution
                        .stage(key.stageId())
                        .map(stage -> RULES.ancestor(execution, stage))
                        .orElseGet(() -> new Ancestor(key));
    }

    /** The earliest deadline of the judgment and of all stages that it shows on. */
    @Nullable
    Deadline deadline(Judgment judgment) {
        List<Ancestor> shownOn = shown.entrySet().stream()
                .filter(entry -> entry.getValue().containsKey(judgment.key()))
                .map(entry -> ancestor(entry.getKey()))
                .toList();
        return Deadline.earliest(judgment, shownOn);
    }

    /** Every open judgment, the one with the earliest deadline first. */
    List<Judgment> byDeadline() {
        return open.values().stream()
                .sorted(Comparator.<Judgment>comparingLong(judgment -> JudgmentQuery.deadline(deadline(judgment)))
                        .thenComparing(Judgment::key))
                .toList();
    }

    Map<StageKey, JudgmentLink> links() {
        Map<StageKey, JudgmentLink> links = new LinkedHashMap<>();
        shown.forEach((stage, judgments) ->
                links.put(stage, new JudgmentLink(stage, judgments.firstEntry().getValue(), judgments.size())));
        return links;
    }

    List<String> awaiting(Awaiting where) {
        return executions().stream()
                .map(Execution::id)
                .filter(id -> (where != Awaiting.BELOW && holds(id)) || (where != Awaiting.OWN && shows(id)))
                .toList();
    }

    /**
     * The ways from the root to a judgment that may be given as its path: those along the triggers. Where no trigger
     * leads on, a path may go on through any stage that watches, and from there on any way; it must if it had no stage
     * otherwise.
     */
    Set<List<StageKey>> paths(Judgment judgment) {
        Set<List<StageKey>> paths = new LinkedHashSet<>();
        collectPaths(judgment, judgment.key().stage().executionId(), List.of(), false, paths);
        return paths;
    }

    private void collectPaths(
            Judgment judgment, String child, List<StageKey> below, boolean watched, Set<List<StageKey>> paths) {
        List<StageKey> next = waitingFor(child, judgment);
        Set<StageKey> parent = parentOf(child);
        boolean triggerLeadsOn = next.stream().anyMatch(parent::contains);
        boolean mayEnd =
                !triggerLeadsOn || (watched && next.size() < candidates(child).size());
        if (next.isEmpty() || (mayEnd && !below.isEmpty())) {
            paths.add(below);
        }
        for (StageKey stage : triggerLeadsOn && !watched ? parent : next) {
            List<StageKey> path = new ArrayList<>(below);
            path.add(0, stage);
            collectPaths(judgment, stage.executionId(), path, watched || !parent.contains(stage), paths);
        }
    }

    private void climb(Judgment judgment, String child) {
        for (StageKey stage : waitingFor(child, judgment)) {
            Judgment before =
                    shown.computeIfAbsent(stage, key -> new TreeMap<>()).put(judgment.key(), judgment);
            if (before == null) {
                climb(judgment, stage.executionId());
            }
        }
    }

    private List<StageKey> waitingFor(String child, Judgment judgment) {
        return candidates(child).stream()
                .filter(stage -> awaits(stage, child) && !cuts.cuts(stage, child, judgment.key()))
                .toList();
    }

    private boolean isAwaited(Execution child) {
        return candidates(child.id()).stream().anyMatch(stage -> awaits(stage, child.id()));
    }

    private Set<StageKey> candidates(String child) {
        Set<StageKey> candidates = new LinkedHashSet<>(parentOf(child));
        candidates.addAll(watchers.getOrDefault(child, Set.of()));
        return candidates;
    }

    private Set<StageKey> parentOf(String child) {
        Execution execution = truth.get(child);
        return execution == null
                ? Set.of()
                : execution.trigger().parent().map(Set::of).orElse(Set.of());
    }

    private boolean awaits(StageKey key, String child) {
        Execution execution = truth.get(key.executionId());
        return execution != null
                && execution
                        .stage(key.stageId())
                        .filter(stage -> RULES.awaits(execution, stage, child))
                        .isPresent();
    }

    private boolean holds(String executionId) {
        return open.values().stream().anyMatch(judgment -> isHeldBy(executionId, judgment));
    }

    private boolean shows(String executionId) {
        return shown.keySet().stream().anyMatch(stage -> stage.executionId().equals(executionId));
    }

    private static boolean isHeldBy(String executionId, Judgment judgment) {
        return judgment.key().stage().executionId().equals(executionId);
    }

    private Set<String> executionsShowing(Judgment judgment) {
        Set<String> ids = new LinkedHashSet<>();
        shown.forEach((stage, judgments) -> {
            if (judgments.containsKey(judgment.key())) {
                ids.add(stage.executionId());
            }
        });
        return ids;
    }

    private static Instant created(Execution execution) {
        if (execution.buildTime() == null) {
            throw new IllegalStateException("execution %s: expected a build time, got none".formatted(execution.id()));
        }
        return execution.buildTime();
    }

    private void forEachStage(BiConsumer<Execution, Stage> action) {
        truth.values().forEach(execution -> execution.stages().forEach(stage -> action.accept(execution, stage)));
    }
}
