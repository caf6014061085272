package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.ClusterCommandObjects;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.executors.ClusterCommandExecutor;

class LateClusterTest {

    private static final CommandObject<String> COMMAND = new ClusterCommandObjects().get("key");

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void a_cluster_that_is_away_is_asked_by_every_command_and_by_nothing_else() {
        LateCluster cluster = cluster(() -> {
            throw new JedisClusterOperationException("away");
        });
        assertThat(asked).hasValue(0);

        for (int i = 1; i <= 3; i++) {
            assertThatThrownBy(() -> cluster.executeCommand(COMMAND)).hasMessage("away");
            assertThat(asked).hasValue(i);
        }
    }

    @Test
    void a_command_does_not_wait_for_long_while_another_one_asks() throws InterruptedException {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        LateCluster cluster = cluster(() -> {
            asking.countDown();
            awaitUninterruptibly(enough);
            throw new JedisClusterOperationException("away");
        });
        Thread first = new Thread(
                () -> assertThatThrownBy(() -> cluster.executeCommand(COMMAND)).hasMessage("away"));
        first.start();
        asking.await();

        assertThatThrownBy(() -> cluster.executeCommand(COMMAND))
                .isInstanceOf(JedisConnectionException.class)
                .hasMessage("The Redis Cluster has not told its slots within PT0.05S");
        enough.countDown();
        first.join();
        assertThat(asked).hasValue(1);
    }

    @Test
    void an_interrupted_command_is_given_up_and_stays_interrupted() throws InterruptedException {
        LateCluster cluster = cluster(() -> {
            throw new JedisClusterOperationException("away");
        });
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> cluster.executeCommand(COMMAND))
                .isInstanceOf(JedisConnectionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_closed_cluster_is_not_asked() {
        LateCluster cluster = cluster(() -> {
            throw new JedisClusterOperationException("away");
        });
        cluster.close();

        assertThatThrownBy(() -> cluster.executeCommand(COMMAND))
                .hasMessage("The client of the Redis Cluster is closed");
        assertThat(asked).hasValue(0);
    }

    private LateCluster cluster(Supplier<ClusterCommandExecutor> connect) {
        return new LateCluster(
                () -> {
                    asked.incrementAndGet();
                    return connect.get();
                },
                Duration.ofMillis(50));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }
}
