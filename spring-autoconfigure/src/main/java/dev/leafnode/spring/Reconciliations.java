package dev.leafnode.spring;

import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.LineageSource;
import dev.leafnode.navigation.Reconciliation;
import dev.leafnode.navigation.WaitProbe;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How everything that an application shows is brought in line with the truth. */
final class Reconciliations {

    private static final Logger log = LoggerFactory.getLogger(Reconciliations.class);

    private final @Nullable Store store;
    private final JudgmentRepository judgments;
    private final @Nullable WaitProbe probe;
    private final boolean isTruthStored;

    /**
     * Looks at what the application has.
     *
     * @param executions the application's only repository of executions, if there is one
     */
    Reconciliations(
            @Nullable Store store,
            JudgmentRepository judgments,
            @Nullable ExecutionRepository executions,
            @Nullable WaitProbe probe) {
        this.store = store;
        this.judgments = judgments;
        this.probe = probe;
        isTruthStored = store != null && store.executions().equals(executions);
    }

    /**
     * One for judgments, and one for every other state that is shown. The store compares what it keeps of judgments
     * with what it keeps of executions; where those are elsewhere, the probe is asked about them.
     */
    List<Reconciliation> of(Set<LeafState> states, LineageSource lineages, WaitRules rules) {
        List<Reconciliation> all = new ArrayList<>();
        all.add(of(LeafState.JUDGMENT, judgments, lineages, rules));
        for (LeafState state : states) {
            if (state != LeafState.JUDGMENT && store != null) {
                all.add(of(state, store.leaves(state), lineages, rules));
            }
        }
        return all;
    }

    private Reconciliation of(LeafState state, JudgmentRepository repository, LineageSource lineages, WaitRules rules) {
        if (isTruthStored) {
            return Reconciliation.stored(repository);
        }
        if (probe != null) {
            return Reconciliation.probed(repository, state, probe, lineages, rules);
        }
        log.warn(
                "Executions are kept elsewhere than what is shown of them ({}) and there is no WaitProbe bean:"
                        + " what a lost event left wrong stays wrong, unless the repository can repair it by itself."
                        + " Define a WaitProbe",
                state);
        return Reconciliation.stored(repository);
    }
}
