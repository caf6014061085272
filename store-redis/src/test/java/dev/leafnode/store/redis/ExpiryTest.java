package dev.leafnode.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which keys end by themselves, and what is left of them. */
class ExpiryTest {

    @Nested
    class OnOneServer extends Expiry {
        OnOneServer() {
            super(TestRedisKind.VERSION_7);
        }
    }

    @Nested
    class OnCluster extends Expiry {
        OnCluster() {
            super(TestRedisKind.CLUSTER);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Expiry {

        private static final Duration LONG = Duration.ofHours(1);
        private static final Duration SHORT = Duration.ofMillis(300);

        private final TestStore test;

        Expiry(TestRedisKind kind) {
            test = new TestStore(kind);
        }

        @AfterEach
        void leaveNoKey() {
            test.clear();
        }

        @AfterAll
        void close() {
            test.close();
        }

        @Test
        void only_what_was_closed_ends_by_itself() {
            RedisStore store = test.store();
            Chain open = new Chain("open", 1).save(store.executions()).begin(store);
            Chain closed = new Chain("closed", 1).save(store.executions()).begin(store);
            closed.decide(store);
            closed.end(store.executions());

            assertThat(ending()).containsExactly(test.prefix() + "1:{tree:closed-0}:closed:JUDGMENT");
            assertThat(test.client().jedis().pttl(test.prefix() + "1:{tree:closed-0}:closed:JUDGMENT"))
                    .isBetween(
                            Duration.ofHours(23).toMillis(),
                            RedisSettings.DEFAULT.retention().toMillis());
            assertThat(open.ids())
                    .allSatisfy(id -> assertThat(store.executions().find(id)).isPresent());
        }

        @Test
        void with_a_time_to_live_a_complete_execution_ends_by_itself_unless_it_is_restarted() {
            try (RedisStore store = keeping(LONG)) {
                Chain chain = new Chain("c", 1).save(store.executions()).begin(store);
                assertThat(ending()).isEmpty();
                chain.decide(store);
                chain.end(store.executions());
                assertThat(ending())
                        .containsExactlyInAnyOrder(
                                ofTree("closed:JUDGMENT"), ofTree("execution:c-0"), ofTree("execution:c-1"));

                store.executions().save(chain.execution(1));
                chain.begin(store);
                assertThat(ending()).containsExactly(ofTree("closed:JUDGMENT"), ofTree("execution:c-0"));
                StoredTruth.reconcile(store);
            }
        }

        @Test
        void of_what_has_ended_by_itself_one_pass_leaves_no_key() {
            try (RedisStore store = keeping(SHORT)) {
                Chain chain = new Chain("c", 2).save(store.executions()).begin(store);
                chain.decide(store);
                chain.end(store.executions());
                Chain undecided =
                        new Chain("undecided", 1).save(store.executions()).begin(store);
                undecided.end(store.executions());
                await().until(() -> ending().isEmpty());

                assertThat(store.executions().search(ExecutionQuery.all()).executions())
                        .isEmpty();
                StoredTruth.reconcile(store);
                assertThat(test.client().contents(test.prefix())).isEmpty();
                assertThat(chain.save(store.executions()).begin(store).ids())
                        .allSatisfy(
                                id -> assertThat(store.executions().find(id)).isPresent());
                assertThat(StoredTruth.check(store)).hasSize(3);
            }
        }

        @Test
        void what_goes_on_below_an_execution_that_has_ended_by_itself_stays_as_it_is() {
            try (RedisStore store = keeping(SHORT)) {
                Chain chain = new Chain("c", 2).save(store.executions()).begin(store);
                store.executions()
                        .save(chain.execution(1).toBuilder()
                                .status(ExecutionStatus.CANCELED)
                                .build());
                await().until(() -> ending().isEmpty());

                StoredTruth.reconcile(store);
                assertThat(StoredTruth.check(store)).containsOnlyKeys("c-0", "c-2");
                assertThat(StoredTruth.reconcile(store).isEmpty()).isTrue();
            }
        }

        @Test
        void an_execution_that_has_ended_by_itself_may_be_saved_again_before_and_after_a_pass() {
            try (RedisStore store = keeping(SHORT)) {
                Chain chain = new Chain("c", 1).save(store.executions());
                chain.end(store.executions());
                await().until(() -> ending().isEmpty());
                store.executions().save(chain.execution(0));
                assertThat(StoredTruth.check(store)).containsOnlyKeys("c-0");
                assertThat(store.executions()
                                .search(ExecutionQuery.all().withStatuses(Set.of(ExecutionStatus.RUNNING)))
                                .executions())
                        .hasSize(1);

                StoredTruth.reconcile(store);
                chain.save(store.executions()).begin(store);
                assertThat(StoredTruth.check(store)).hasSize(2);
            }
        }

        private RedisStore keeping(Duration executionTtl) {
            return new RedisStore(
                    test.client().jedis(),
                    WaitRules.DEFAULT,
                    InstantSource.system(),
                    RedisSettings.DEFAULT
                            .withKeyPrefix(test.prefix())
                            .withRetention(executionTtl)
                            .withExecutionTtl(executionTtl));
        }

        private String ofTree(String key) {
            return test.prefix() + "1:{tree:c-0}:" + key;
        }

        private Set<String> ending() {
            Set<String> ending = new TreeSet<>(test.client().keys(test.prefix()));
            ending.removeIf(key -> test.client().jedis().pttl(key) < 0);
            return ending;
        }
    }
}
