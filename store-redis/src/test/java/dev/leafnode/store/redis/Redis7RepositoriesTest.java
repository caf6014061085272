package dev.leafnode.store.redis;

import org.junit.jupiter.api.AfterAll;

class Redis7RepositoriesTest extends OnRedis {

    private static final TestStore store = new TestStore(TestRedisKind.VERSION_7);

    Redis7RepositoriesTest() {
        super(store);
    }

    @AfterAll
    static void close() {
        store.close();
    }
}
