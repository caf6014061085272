package dev.leafnode.navigation;

import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.repository.Repairs;
import java.time.Instant;

/** How one repository of judgments is brought in line with the truth. */
@FunctionalInterface
public interface Reconciliation {

    /**
     * Repairs everything, in batches.
     *
     * @param at the time of the pass
     * @param closedBefore what was closed before is forgotten
     */
    Repairs run(Instant at, Instant closedBefore);

    /** For judgments of executions that the same store keeps: the store compares the two itself. */
    static Reconciliation stored(JudgmentRepository judgments) {
        return new StoredReconciliation(judgments);
    }

    /** For judgments of executions that the engine keeps elsewhere: the engine is asked. */
    static Reconciliation probed(
            JudgmentRepository judgments, LeafState state, WaitProbe probe, LineageSource lineages, WaitRules rules) {
        return new ProbedReconciliation(judgments, state, probe, lineages, rules);
    }
}
