package dev.leafnode.store.redis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

@Tag("heavy")
@EnabledIf("dev.leafnode.store.redis.TestRedisKind#hasVersion6")
class Redis6RepositoriesTest extends OnRedis {

    private static final TestStore store = new TestStore(TestRedisKind.VERSION_6);

    Redis6RepositoriesTest() {
        super(store);
    }

    @AfterAll
    static void close() {
        store.close();
    }
}
