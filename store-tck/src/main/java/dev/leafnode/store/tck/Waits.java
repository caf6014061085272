package dev.leafnode.store.tck;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Judgment;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Stage;
import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitRules;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has waited for what over time. What waits again after it had stopped — a stage for the same child, a judgment in
 * the same attempt — does so without an event of its own, and only the reconciler can know.
 */
final class Waits {

    private record Wait(Object stageOrJudgment, String child) {}

    private static final WaitRules RULES = WaitRules.DEFAULT;

    private Set<Wait> before = Set.of();
    private final Set<Wait> ended = new HashSet<>();
    private boolean again;
    private boolean changed;

    /** Takes in what the true states are now. */
    void look(Map<String, Execution> truth) {
        Set<Wait> now = new HashSet<>();
        truth.values().forEach(execution -> execution.stages().forEach(stage -> collect(execution, stage, truth, now)));
        changed = !now.equals(before);
        before.stream().filter(wait -> !now.contains(wait)).forEach(ended::add);
        again |= now.stream().anyMatch(wait -> ended.contains(wait) && isLive(truth.get(wait.child())));
        before = now;
    }

    /** Whether anything has ever waited again. */
    boolean again() {
        return again;
    }

    /** Whether the last look saw anything else than the one before. */
    boolean changed() {
        return changed;
    }

    private static void collect(Execution execution, Stage stage, Map<String, Execution> truth, Set<Wait> now) {
        if (RULES.awaitsHuman(execution, stage)) {
            now.add(new Wait(
                    RULES.judgment(LeafState.JUDGMENT, execution, stage).map(Judgment::key), execution.id()));
        }
        StageKey key = new StageKey(execution.id(), stage.id());
        for (Execution child : truth.values()) {
            boolean leads = child.trigger().parent().equals(Optional.of(key))
                    || RULES.awaitedExecutions(stage).contains(child.id());
            if (leads && RULES.awaits(execution, stage, child.id())) {
                now.add(new Wait(key, child.id()));
            }
        }
    }

    private static boolean isLive(@Nullable Execution execution) {
        return execution != null && !execution.status().isComplete();
    }
}
