package dev.leafnode.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.WaitRules;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A store on one kind of Redis, with keys of its own. */
final class TestStore implements AutoCloseable {

    private static final int PAGE = 1_000;
    private static final Instant LONG_AFTER = Instant.parse("2200-01-01T00:00:00Z");

    private final String prefix = "test-" + UUID.randomUUID() + ":";
    private final TestClient client;
    private final RedisStore store;

    TestStore(TestRedisKind kind) {
        this(new TestClient(kind));
    }

    TestStore(TestClient client) {
        this.client = client;
        store = another(client);
    }

    /** Another store on the same keys. */
    RedisStore another(TestClient other) {
        return new RedisStore(
                other.jedis(), WaitRules.DEFAULT, InstantSource.system(), RedisSettings.DEFAULT.withKeyPrefix(prefix));
    }

    TestClient client() {
        return client;
    }

    ExecutionRepository executions() {
        return store.executions();
    }

    JudgmentRepository leaves(LeafState state) {
        return store.leaves(state);
    }

    RedisStore store() {
        return store;
    }

    String prefix() {
        return prefix;
    }

    /** Deletes and closes everything the way a user of the store can, after which no key is left. */
    void clear() {
        List<Execution> page;
        do {
            page = executions()
                    .search(ExecutionQuery.all().withLimit(PAGE).withLinks(false))
                    .executions();
            page.forEach(execution -> executions().delete(execution.id()));
        } while (!page.isEmpty());
        for (LeafState state : LeafState.values()) {
            closeAll(leaves(state));
        }
        for (LeafState state : List.of(LeafState.PAUSED, LeafState.FAILED, LeafState.JUDGMENT)) {
            while (leaves(state).repair(LONG_AFTER, LONG_AFTER, PAGE).reach(PAGE)) {
                // Until there is nothing left to forget.
            }
        }
        Map<String, Object> left = client.remove(prefix);
        assertThat(left).as("keys that are left when everything is gone").isEmpty();
    }

    private static void closeAll(JudgmentRepository leaves) {
        List<WaitingJudgment> page;
        do {
            page = leaves.search(JudgmentQuery.all().withLimit(PAGE)).judgments();
            page.forEach(waiting -> leaves.close(waiting.judgment().key(), Instant.now()));
        } while (!page.isEmpty());
    }

    @Override
    public void close() {
        store.close();
        client.close();
    }
}
