package dev.leafnode.store.redis;

import dev.leafnode.store.tck.HistoryTck;
import dev.leafnode.store.tck.StoreInstance;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

@Tag("heavy")
class RedisClusterHistoriesTest extends HistoryTck {

    private static final MortalStores stores = new MortalStores(TestRedisKind.CLUSTER);

    @AfterContainer
    static void close() {
        stores.close();
    }

    @Override
    protected StoreInstance instance(Runnable beforeCommand) {
        return stores.instance(beforeCommand);
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
