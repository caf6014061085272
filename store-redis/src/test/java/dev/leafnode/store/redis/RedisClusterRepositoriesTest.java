package dev.leafnode.store.redis;

import org.junit.jupiter.api.AfterAll;

class RedisClusterRepositoriesTest extends OnRedis {

    private static final TestStore store = new TestStore(TestRedisKind.CLUSTER);

    RedisClusterRepositoriesTest() {
        super(store);
    }

    @AfterAll
    static void close() {
        store.close();
    }
}
