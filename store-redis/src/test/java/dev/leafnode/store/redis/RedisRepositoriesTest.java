package dev.leafnode.store.redis;

import dev.leafnode.model.LeafState;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.tck.RepositoryTck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contract, on every kind of Redis. After each test everything is deleted, and no key may be left. */
class RedisRepositoriesTest {

    @Nested
    @EnabledIf("dev.leafnode.store.redis.TestRedisKind#hasVersion6")
    class Version6 extends OnRedis {

        private static final TestStore store = new TestStore(TestRedisKind.VERSION_6);

        Version6() {
            super(store);
        }

        @AfterAll
        static void close() {
            store.close();
        }
    }

    @Nested
    class Version7 extends OnRedis {

        private static final TestStore store = new TestStore(TestRedisKind.VERSION_7);

        Version7() {
            super(store);
        }

        @AfterAll
        static void close() {
            store.close();
        }
    }

    @Nested
    class Cluster extends OnRedis {

        private static final TestStore store = new TestStore(TestRedisKind.CLUSTER);

        Cluster() {
            super(store);
        }

        @AfterAll
        static void close() {
            store.close();
        }
    }

    abstract static class OnRedis extends RepositoryTck {

        private final TestStore store;

        OnRedis(TestStore store) {
            this.store = store;
        }

        @Override
        protected ExecutionRepository executions() {
            return store.executions();
        }

        @Override
        protected JudgmentRepository leaves(LeafState state) {
            return store.leaves(state);
        }

        @Override
        protected void clear() {
            store.clear();
        }

        @AfterEach
        void leaveNoKey() {
            store.clear();
        }
    }
}
