package dev.leafnode.store.tck;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

class InMemoryHistoriesTest extends HistoryTck {

    private InMemoryStore store = emptyStore();

    private static InMemoryStore emptyStore() {
        return new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());
    }

    @Override
    protected StoreInstance instance(Runnable beforeStatement) {
        return new StoreInstance(
                store.executions(),
                Arrays.stream(LeafState.values()).collect(Collectors.toMap(Function.identity(), store::leaves)));
    }

    @Override
    protected boolean canDieInCalls() {
        return false;
    }

    @Override
    protected void clear() {
        store = emptyStore();
    }
}
