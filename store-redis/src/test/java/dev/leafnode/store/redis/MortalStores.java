package dev.leafnode.store.redis;

import dev.leafnode.model.LeafState;
import dev.leafnode.store.tck.StoreInstance;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Two stores on one Redis, each with a client of its own that can be made to die before any command. */
final class MortalStores implements AutoCloseable {

    private final TestStore first;
    private final List<TestClient> clients;
    private int next;

    MortalStores(TestRedisKind kind) {
        first = new TestStore(kind);
        clients = List.of(first.client(), new TestClient(kind));
    }

    /** A new one, with the client that was not asked for last. */
    StoreInstance instance(Runnable beforeCommand) {
        TestClient client = clients.get(next++ % clients.size());
        client.beforeCommand(beforeCommand);
        RedisStore store = first.another(client);
        return new StoreInstance(
                store.executions(),
                Arrays.stream(LeafState.values()).collect(Collectors.toMap(Function.identity(), store::leaves)));
    }

    /** Behind the backs of all stores made until now. */
    void clear() {
        clients.forEach(client -> client.beforeCommand(() -> {}));
        first.client().remove(first.prefix());
    }

    @Override
    public void close() {
        first.store().close();
        clients.forEach(TestClient::close);
    }
}
