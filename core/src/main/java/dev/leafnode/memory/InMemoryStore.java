package dev.leafnode.memory;

import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Both repositories over the memory of this process, with everything the interfaces promise except that it is gone when
 * the process ends. One lock guards all of it: every call is atomic, and none waits for anything but another call.
 */
public final class InMemoryStore {

    private final InMemoryExecutionRepository executions;
    private final Map<LeafState, JudgmentRepository> leaves = new EnumMap<>(LeafState.class);

    /**
     * Makes an empty store.
     *
     * @param rules which stages wait for whom
     * @param clock tells the time of creation of executions that do not say it themselves
     */
    public InMemoryStore(WaitRules rules, InstantSource clock) {
        StoredExecutions stored = new StoredExecutions(clock);
        Ways ways = new Ways(stored, rules);
        List<Kept> all = new ArrayList<>();
        for (LeafState state : LeafState.values()) {
            Kept kept = new Kept(new OpenJudgments(ways), new Attempts());
            all.add(kept);
            Truth truth = new Truth(stored, ways, rules, state);
            leaves.put(state, new InMemoryJudgmentRepository(stored, ways, kept, truth, rules));
        }
        executions = new InMemoryExecutionRepository(stored, ways, all);
    }

    /** The executions of this store. */
    public ExecutionRepository executions() {
        return executions;
    }

    /** The judgments of this store, whose {@linkplain dev.leafnode.model.Lineage#stored() lineages} it knows. */
    public JudgmentRepository judgments() {
        return leaves(LeafState.JUDGMENT);
    }

    /** What is in that state, kept apart from what is in any other; {@link #judgments()} for judgments. */
    public JudgmentRepository leaves(LeafState state) {
        JudgmentRepository repository = leaves.get(state);
        if (repository == null) {
            throw new IllegalArgumentException("state: expected one of %s, got %s".formatted(leaves.keySet(), state));
        }
        return repository;
    }
}
