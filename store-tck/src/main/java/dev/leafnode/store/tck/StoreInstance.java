package dev.leafnode.store.tck;

import dev.leafnode.model.LeafState;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.util.Map;

/**
 * A store as one instance of an engine reaches it.
 *
 * @param executions its repository of executions
 * @param leaves its repositories of the states it keeps, judgments among them
 */
public record StoreInstance(ExecutionRepository executions, Map<LeafState, JudgmentRepository> leaves) {

    public StoreInstance {
        leaves = Map.copyOf(leaves);
        judgmentsOf(leaves);
    }

    /** For a store that keeps judgments and no other state. */
    public static StoreInstance of(ExecutionRepository executions, JudgmentRepository judgments) {
        return new StoreInstance(executions, Map.of(LeafState.JUDGMENT, judgments));
    }

    /** Its repository of judgments. */
    public JudgmentRepository judgments() {
        return judgmentsOf(leaves);
    }

    private static JudgmentRepository judgmentsOf(Map<LeafState, JudgmentRepository> leaves) {
        JudgmentRepository judgments = leaves.get(LeafState.JUDGMENT);
        if (judgments == null) {
            throw new IllegalArgumentException("leaves: expected JUDGMENT among the states, got " + leaves.keySet());
        }
        return judgments;
    }
}
