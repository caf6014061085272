package dev.leafnode.web;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Trigger;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which executions were started below another, by their triggers: a trigger says it itself where it nests
 * the triggers above it, and where it only names the parent that one is looked up. That takes a statement for each
 * level, however many executions are asked about, and none for a parent that was asked about before. What the caller
 * may not read leads no further.
 */
final class Ancestry {

    /** More levels than this are not climbed: no tree of pipelines is that deep, but a forged one may be. */
    private static final int HIGHEST = 32;

    private final ExecutionRepository executions;
    private final Access access;
    private final String top;
    private final boolean isReadable;
    private final Map<String, Optional<Trigger>> triggers = new HashMap<>();

    /** For one execution and one caller. Who may not read the execution finds nothing below it. */
    Ancestry(ExecutionRepository executions, Access access, String top) {
        this.executions = executions;
        this.access = access;
        this.top = top;
        isReadable = access.isUnrestricted()
                || executions
                        .find(top)
                        .filter(execution -> access.reads(execution.application()))
                        .isPresent();
    }

    /** The ids of those executions that are below. */
    Set<String> below(List<Execution> some) {
        Set<String> below = new HashSet<>();
        if (!isReadable) {
            return below;
        }
        Map<String, Trigger> climbing = new LinkedHashMap<>();
        some.forEach(execution -> climbing.put(execution.id(), execution.trigger()));
        for (int level = 0; level < HIGHEST && !climbing.isEmpty(); level++) {
            Map<String, String> parents = new LinkedHashMap<>();
            climbing.forEach((id, trigger) -> {
                Climb climb = climb(trigger);
                if (climb.arrived()) {
                    below.add(id);
                } else {
                    climb.next().ifPresent(parent -> parents.put(id, parent));
                }
            });
            lookUp(new HashSet<>(parents.values()));
            climbing.clear();
            parents.forEach((id, parent) ->
                    triggers.getOrDefault(parent, Optional.empty()).ifPresent(trigger -> climbing.put(id, trigger)));
        }
        return below;
    }

    /** Where the snapshots in a trigger lead: to the top, or to the parent that the last of them only names. */
    private record Climb(boolean arrived, Optional<String> next) {}

    private Climb climb(Trigger from) {
        Trigger trigger = from;
        for (Execution parent = trigger.parentExecution(); parent != null; parent = trigger.parentExecution()) {
            if (!access.reads(parent.application())) {
                return new Climb(false, Optional.empty());
            }
            if (parent.id().equals(top)) {
                return new Climb(true, Optional.empty());
            }
            trigger = parent.trigger();
        }
        Optional<String> named = Optional.ofNullable(trigger.parentExecutionId());
        return new Climb(named.filter(top::equals).isPresent(), named);
    }

    private void lookUp(Set<String> ids) {
        ids.removeAll(triggers.keySet());
        if (ids.isEmpty()) {
            return;
        }
        ids.forEach(id -> triggers.put(id, Optional.empty()));
        for (Execution found :
                executions.search(ExecutionQuery.byId(ids).withLinks(false)).executions()) {
            if (access.reads(found.application())) {
                triggers.put(found.id(), Optional.of(found.trigger()));
            }
        }
    }
}
