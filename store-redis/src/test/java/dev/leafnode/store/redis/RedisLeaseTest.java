package dev.leafnode.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.leafnode.navigation.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the processes that use a Redis keep each other from the same work. */
class RedisLeaseTest {

    private TestStore store;
    private RedisStore another;
    private Lease lease;
    private Lease other;

    @BeforeEach
    void open() {
        store = new TestStore(TestRedisKind.VERSION_7);
        another = store.another(store.client());
        lease = store.store().lease();
        other = another.lease();
    }

    @AfterEach
    void close() {
        another.close();
        store.client().remove(store.prefix());
        store.close();
    }

    @Test
    void one_of_two_holds_it_at_a_time() {
        List<String> done = new ArrayList<>();
        boolean ran = lease.run(() -> {
            assertThat(other.run(() -> done.add("other, meanwhile"))).isFalse();
            assertThat(lease.run(() -> done.add("itself, meanwhile"))).isFalse();
            done.add("the first");
        });
        assertThat(ran).isTrue();
        assertThat(other.run(() -> done.add("other, afterwards"))).isTrue();
        assertThat(lease.run(() -> done.add("itself, afterwards"))).isTrue();
        assertThat(done).containsExactly("the first", "other, afterwards", "itself, afterwards");
    }

    @Test
    void work_that_fails_gives_it_back() {
        assertThatIllegalStateException()
                .isThrownBy(() -> lease.run(() -> {
                    throw new IllegalStateException("the work");
                }))
                .withMessage("the work");
        assertThat(other.run(() -> {})).isTrue();
        assertThat(store.client().keys(store.prefix())).isEmpty();
    }

    @Test
    void a_holder_that_died_loses_it_within_half_a_minute() {
        lease.run(() -> {
            assertThat(store.client().jedis().pttl(key())).isBetween(1L, 30_000L);
            // What a holder that died has left, a little before it ends.
            store.client().jedis().pexpire(key(), 200);
            assertThat(other.run(() -> {})).isFalse();
            Awaitility.await().until(() -> other.run(() -> {}));
        });
    }

    @Test
    void who_has_lost_it_does_not_give_back_what_another_one_holds() {
        lease.run(() -> store.client().jedis().set(key(), "somebody else"));
        assertThat(other.run(() -> {})).isFalse();
        assertThat(store.client().jedis().get(key())).isEqualTo("somebody else");
    }

    @Test
    void a_holder_that_works_on_keeps_it() {
        try (RedisLease hasty = new RedisLease(locks(), new Hasty())) {
            hasty.run(() -> {
                store.client().jedis().pexpire(key(), 20_000);
                Awaitility.await().until(() -> store.client().jedis().pttl(key()) > 20_000);
                assertThat(other.run(() -> {})).isFalse();
            });
        }
        assertThat(other.run(() -> {})).isTrue();
    }

    private RedisLocks locks() {
        return new RedisLocks(store.client().jedis(), new Scripts(store.client().jedis()), key());
    }

    private String key() {
        return new Keys(store.prefix()).lease();
    }

    /** Does in milliseconds what should take seconds. */
    private static final class Hasty extends ScheduledThreadPoolExecutor {

        Hasty() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long delay, long period, TimeUnit unit) {
            return super.scheduleAtFixedRate(
                    work, unit.toMillis(delay) / 1_000, unit.toMillis(period) / 1_000, TimeUnit.MILLISECONDS);
        }
    }
}
