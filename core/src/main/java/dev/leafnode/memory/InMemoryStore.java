package dev.leafnode.memory;

import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.InstantSource;

/**
 * Both repositories over the memory of this process, with everything the interfaces promise except that it is gone when
 * the process ends. One lock guards all of it: every call is atomic, and none waits for anything but another call.
 */
public final class InMemoryStore {

    private final InMemoryExecutionRepository executions;
    private final InMemoryJudgmentRepository judgments;

    /**
     * Makes an empty store.
     *
     * @param rules which stages wait for whom
     * @param clock tells the time of creation of executions that do not say it themselves
     */
    public InMemoryStore(WaitRules rules, InstantSource clock) {
        StoredExecutions stored = new StoredExecutions(clock);
        Ways ways = new Ways(stored, rules);
        OpenJudgments open = new OpenJudgments(ways);
        Attempts attempts = new Attempts();
        executions = new InMemoryExecutionRepository(stored, ways, open, attempts);
        judgments = new InMemoryJudgmentRepository(stored, ways, open, attempts);
    }

    /** The executions of this store. */
    public ExecutionRepository executions() {
        return executions;
    }

    /** The judgments of this store, whose {@linkplain dev.leafnode.model.Lineage#stored() lineages} it knows. */
    public JudgmentRepository judgments() {
        return judgments;
    }
}
