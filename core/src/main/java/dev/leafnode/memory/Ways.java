package dev.leafnode.memory;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which stages wait for which executions, and the ways upward that follow from it.
 *
 * <p>An execution names its parent's stage in its trigger; a watching stage names executions in its context. Either is
 * an edge as soon as it is known, and takes effect once both ends are stored, unless it would close a cycle.
 */
final class Ways {

    /** How one step of a way is known. */
    private enum Kind {
        TRIGGER,
        WATCH
    }

    /** An edge that has taken effect. */
    record Edge(StageKey parent, String child) {}

    /** More ways than this from one leaf are not followed; they multiply where watched executions are watched again. */
    private static final int MAX_WAYS = 100;

    private static final Logger log = LoggerFactory.getLogger(Ways.class);

    private final StoredExecutions executions;
    private final WaitRules rules;
    private final Map<String, Map<StageKey, Kind>> declared = new HashMap<>();
    private final Map<String, Set<String>> childrenByParent = new HashMap<>();
    private final Map<String, Set<StageKey>> parents = new HashMap<>();

    Ways(StoredExecutions executions, WaitRules rules) {
        this.executions = executions;
        this.rules = rules;
    }

    /** Takes in the edges of an execution that has just been created; returns those that take effect with it. */
    List<Edge> created(Execution execution) {
        execution.trigger().parent().ifPresent(parent -> declare(parent, execution.id(), Kind.TRIGGER));
        List<Edge> effective = new ArrayList<>();
        for (StageKey parent :
                List.copyOf(declared.getOrDefault(execution.id(), Map.of()).keySet())) {
            takeEffect(parent, execution.id()).ifPresent(effective::add);
        }
        for (String child : List.copyOf(childrenByParent.getOrDefault(execution.id(), Set.of()))) {
            for (StageKey parent :
                    List.copyOf(declared.getOrDefault(child, Map.of()).keySet())) {
                if (parent.executionId().equals(execution.id())) {
                    takeEffect(parent, child).ifPresent(effective::add);
                }
            }
        }
        return effective;
    }

    /**
     * Takes in the edges to the executions that a stage names; returns those that take effect with it, and those to
     * executions of its own that it names only now, while it named others {@code before}.
     */
    List<Edge> saved(String executionId, Stage stage, Set<String> before) {
        List<Edge> effective = new ArrayList<>();
        StageKey watcher = new StageKey(executionId, stage.id());
        for (String child : rules.awaitedExecutions(stage)) {
            if (declare(watcher, child, Kind.WATCH)) {
                takeEffect(watcher, child).ifPresent(effective::add);
            } else if (!before.contains(child)
                    && parents.getOrDefault(child, Set.of()).contains(watcher)) {
                effective.add(new Edge(watcher, child));
            }
        }
        return effective;
    }

    /** The executions that a stage names as it is stored. */
    Set<String> named(StageKey key) {
        return executions
                .find(key.executionId())
                .flatMap(execution -> execution.stage(key.stageId()))
                .map(rules::awaitedExecutions)
                .orElse(Set.of());
    }

    /** Forgets an execution: its own edges, and the effect of those that name it. */
    void deleted(String executionId) {
        declared.remove(executionId);
        parents.remove(executionId);
        for (String child : childrenByParent.getOrDefault(executionId, Set.of())) {
            declared.getOrDefault(child, new HashMap<>())
                    .entrySet()
                    .removeIf(edge -> edge.getValue() == Kind.WATCH
                            && edge.getKey().executionId().equals(executionId));
            parents.getOrDefault(child, new HashSet<>())
                    .removeIf(parent -> parent.executionId().equals(executionId));
        }
    }

    /** Every way from an execution through the stages that await it now, the one along the triggers first. */
    List<Way> from(String executionId) {
        List<Way> ways = new ArrayList<>();
        climb(executionId, Way.EMPTY, ways);
        return ways;
    }

    /** Every way that begins with an edge, likewise. */
    List<Way> from(Edge edge) {
        List<Way> ways = new ArrayList<>();
        step(edge.parent(), edge.child(), Way.EMPTY, ways);
        return ways;
    }

    /** Whether a stage awaits the execution below it now; one that this store does not keep is taken to. */
    boolean awaits(Way.Step step) {
        return executions
                .find(step.ancestor().executionId())
                .map(execution -> execution
                        .stage(step.ancestor().stageId())
                        .filter(stage -> rules.awaits(execution, stage, step.child()))
                        .isPresent())
                .orElse(true);
    }

    /** Whether a stage awaits the execution below it now and says its id. */
    boolean awaitsByName(Way.Step step) {
        return executions.contains(step.ancestor().executionId())
                && awaits(step)
                && named(step.ancestor()).contains(step.child());
    }

    /** Compares two ways from one leaf: where they part, the one along the trigger comes first. */
    int triggerFirst(Way one, Way other) {
        for (int i = 0; i < Math.min(one.depth(), other.depth()); i++) {
            int order = kind(one.steps().get(i)).compareTo(kind(other.steps().get(i)));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** A step that this store does not know comes from the triggers that somebody else has read. */
    private Kind kind(Way.Step step) {
        return declared.getOrDefault(step.child(), Map.of()).getOrDefault(step.ancestor(), Kind.TRIGGER);
    }

    private boolean declare(StageKey parent, String child, Kind kind) {
        childrenByParent
                .computeIfAbsent(parent.executionId(), id -> new LinkedHashSet<>())
                .add(child);
        Map<StageKey, Kind> edges = declared.computeIfAbsent(child, id -> new LinkedHashMap<>());
        boolean isNew = !edges.containsKey(parent);
        edges.merge(parent, kind, (before, now) -> before == Kind.TRIGGER ? before : now);
        return isNew;
    }

    private Optional<Edge> takeEffect(StageKey parent, String child) {
        if (!executions.contains(parent.executionId()) || !executions.contains(child)) {
            return Optional.empty();
        }
        if (isAtOrAbove(child, parent.executionId())) {
            log.warn("Execution {} names {} as its parent, which would close a cycle: it is a root", child, parent);
            return Optional.empty();
        }
        boolean isNew =
                parents.computeIfAbsent(child, id -> new LinkedHashSet<>()).add(parent);
        return isNew ? Optional.of(new Edge(parent, child)) : Optional.empty();
    }

    private boolean isAtOrAbove(String candidate, String executionId) {
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(executionId));
        while (!next.isEmpty()) {
            String current = next.pop();
            if (current.equals(candidate)) {
                return true;
            }
            if (seen.add(current)) {
                parents.getOrDefault(current, Set.of()).forEach(parent -> next.push(parent.executionId()));
            }
        }
        return false;
    }

    private void climb(String child, Way below, List<Way> ways) {
        int found = ways.size();
        for (StageKey parent : triggerFirst(child)) {
            step(parent, child, below, ways);
        }
        if (ways.size() == found && !below.isEmpty()) {
            ways.add(below);
        }
    }

    private List<StageKey> triggerFirst(String child) {
        List<StageKey> sorted = new ArrayList<>(parents.getOrDefault(child, Set.of()));
        sorted.sort(Comparator.comparing(parent -> kind(new Way.Step(parent, child))));
        return sorted;
    }

    private void step(StageKey parent, String child, Way below, List<Way> ways) {
        Way.Step step = new Way.Step(parent, child);
        if (below.depth() < Lineage.MAX_DEPTH && ways.size() < MAX_WAYS && awaits(step)) {
            climb(parent.executionId(), below.then(step), ways);
        }
    }
}
