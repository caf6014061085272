package dev.leafnode.store.sql;

import dev.leafnode.store.tck.HistoryTck;
import dev.leafnode.store.tck.StoreInstance;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

@Tag("heavy")
class H2HistoriesTest extends HistoryTck {

    private static final MortalStores stores = new MortalStores(TestDatabase.H2);

    @AfterContainer
    static void close() {
        stores.close();
    }

    @Override
    protected StoreInstance instance(Runnable beforeStatement) {
        return stores.instance(beforeStatement);
    }

    @Override
    protected boolean canDieInCalls() {
        return true;
    }

    @Override
    protected void clear() {
        stores.clear();
    }
}
