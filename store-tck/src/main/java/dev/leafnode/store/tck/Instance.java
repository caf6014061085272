package dev.leafnode.store.tck;

import dev.leafnode.listener.ExecutionListener;
import dev.leafnode.listener.Listeners;
import dev.leafnode.listener.StageListener;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Isolation;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.LeafStateListener;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One instance of an engine: its way to the store, its listeners, and what kills it. */
final class Instance {

    private final StoreInstance store;
    private final Fuse statements;
    private final List<FailureMemory> failures = new ArrayList<>();
    private final Listeners listeners;

    Instance(StoreInstance store, Fuse statements, Outage.Line line) {
        this.store = store;
        this.statements = statements;
        List<StageListener> ofStages = new ArrayList<>();
        List<ExecutionListener> ofExecutions = new ArrayList<>();
        store.leaves().forEach((state, leaves) -> {
            FailureMemory judgments = new FailureMemory(new Outage(leaves, line));
            failures.add(judgments);
            if (state == LeafState.JUDGMENT) {
                JudgmentNavigationListener listener = new JudgmentNavigationListener(
                        judgments, leaf -> Lineage.stored(), WaitRules.DEFAULT, InstantSource.system());
                ofStages.add(listener);
                ofExecutions.add(listener);
            } else {
                LeafStateListener listener = new LeafStateListener(
                        state,
                        judgments,
                        leaf -> Lineage.stored(),
                        WaitRules.DEFAULT,
                        InstantSource.system(),
                        Isolation.none());
                ofStages.add(listener);
                ofExecutions.add(listener);
            }
        });
        listeners = new Listeners(ofStages, ofExecutions);
    }

    ExecutionRepository executions() {
        return store.executions();
    }

    Map<LeafState, JudgmentRepository> leaves() {
        return store.leaves();
    }

    JudgmentRepository judgments() {
        return store.judgments();
    }

    Fuse statements() {
        return statements;
    }

    void hear(World.Event event, String where) {
        event.telling().accept(listeners);
        failures.forEach(failure -> failure.rethrow(where));
    }
}
