package dev.leafnode.navigation;

import dev.leafnode.model.Ancestor;
import dev.leafnode.model.Execution;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the ancestors of an execution that its engine keeps: from the parent its trigger names to that one's, and
 * so on. The child's trigger is the word on who its parent is, since the parent's stage may not know the child yet;
 * the live parent is asked whether it agrees. A parent that does not wait at the stage which started the child, but
 * at another one that names the child among those it watches, is found there. The walk ends, and the execution
 * reached is the root, at a parent that
 *
 * <ul>
 *   <li>is not there, or lacks the stage,
 *   <li>does not wait, or waits for others,
 *   <li>is the execution itself or one of those below it, or
 *   <li>is more than {@link Lineage#MAX_DEPTH} above the leaf.
 * </ul>
 */
public final class LineageResolver implements LineageSource {

    private static final Logger log = LoggerFactory.getLogger(LineageResolver.class);

    private final Function<String, Optional<Execution>> executions;
    private final WaitRules rules;

    /**
     * Resolves through an engine.
     *
     * @param executions finds a live execution of the engine by its id
     */
    public LineageResolver(Function<String, Optional<Execution>> executions, WaitRules rules) {
        this.executions = executions;
        this.rules = rules;
    }

    @Override
    public Lineage of(Execution leaf) {
        List<Ancestor> ancestors = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Optional<Execution> child = Optional.of(leaf);
        while (child.isPresent() && seen.add(child.get().id()) && ancestors.size() < Lineage.MAX_DEPTH) {
            child = parentOf(child.get(), seen, ancestors);
        }
        return Lineage.ofAncestors(ancestors);
    }

    private Optional<Execution> parentOf(Execution child, Set<String> seen, List<Ancestor> ancestors) {
        Optional<StageKey> named = child.trigger().parent();
        if (named.isEmpty()) {
            return Optional.empty();
        }
        StageKey key = named.get();
        if (seen.contains(key.executionId())) {
            log.warn("Execution {} names {} as its parent, which would close a cycle: it is a root", child.id(), key);
            return Optional.empty();
        }
        Optional<Execution> parent = executions.apply(key.executionId());
        Optional<Stage> waiting = parent.flatMap(found -> waitingStage(found, key.stageId(), child.id()));
        waiting.ifPresent(stage -> ancestors.add(rules.ancestor(parent.get(), stage)));
        return waiting.isPresent() ? parent : Optional.empty();
    }

    private Optional<Stage> waitingStage(Execution parent, String named, String childId) {
        return parent.stage(named)
                .filter(stage -> rules.awaits(parent, stage, childId))
                .or(() -> parent.stage(named).flatMap(started -> watchingStage(parent, childId)));
    }

    private Optional<Stage> watchingStage(Execution parent, String childId) {
        return parent.stages().stream()
                .filter(stage -> rules.awaits(parent, stage, childId))
                .filter(stage -> rules.awaitedExecutions(stage).contains(childId))
                .findFirst();
    }
}
