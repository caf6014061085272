package dev.leafnode.redis.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;

@Tag("heavy")
class RedisClusterTest {

    private static final int KEYS = 50;

    @TempDir
    private Path folder;

    @Test
    void three_masters_share_the_slots_and_take_every_key() {
        try (RedisCluster cluster = RedisCluster.start(3, 0)) {
            assertThat(cluster.masters()).hasSize(3).isEqualTo(cluster.nodes());
            assertThat(cluster.replicas()).isEmpty();
            assertThat(Set.of(cluster.masterOf(0), cluster.masterOf(8_000), cluster.masterOf(16_383)))
                    .hasSize(3);
            writeAndRead(cluster);
        }
    }

    @Test
    void redis_6_can_be_a_cluster_where_its_program_runs() {
        assumeTrue(RedisVersion.V6_2.isTestedHere());
        try (RedisCluster cluster = RedisCluster.start(RedisVersion.V6_2, 3, 0)) {
            assertThat(cluster.nodes()).allMatch(node -> node.version().startsWith("6.2."));
            writeAndRead(cluster);
        }
    }

    @Test
    void a_replica_takes_over_from_a_killed_master_which_comes_back_as_a_replica() {
        try (RedisCluster cluster = RedisCluster.start(3, 1)) {
            RedisServer killed = cluster.masterOf(0);
            Set<RedisServer> replicas = new HashSet<>(cluster.replicas());
            assertThat(replicas).hasSize(3);

            killed.kill();
            cluster.awaitHealthy();
            assertThat(cluster.masterOf(0)).isIn(replicas);
            assertThat(cluster.masters()).hasSize(3).doesNotContain(killed);

            killed.startAgain();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> cluster.replicas().contains(killed));
            cluster.awaitHealthy();
            assertThat(cluster.masters()).hasSize(3);
        }
    }

    @Test
    void a_slot_that_is_moved_is_at_both_masters_until_the_move_is_finished() {
        try (RedisCluster cluster = RedisCluster.start(3, 0)) {
            int slot = JedisClusterCRC16.getSlot("{tree}");
            writeAndRead(cluster);
            try (UnifiedJedis jedis = client(cluster)) {
                IntStream.range(0, KEYS).forEach(i -> jedis.set("{tree}" + i, "value" + i));
            }
            RedisServer source = cluster.masterOf(slot);
            RedisServer target = cluster.masters().stream()
                    .filter(master -> master != source)
                    .findFirst()
                    .orElseThrow();

            SlotMove move = cluster.beginMove(slot, target);
            assertThat(move.moveKeys(KEYS / 2)).isEqualTo(KEYS / 2);

            assertThat(answersAt(source)).containsExactlyInAnyOrder("value", "ASK");
            assertThat(cluster.masterOf(slot)).isSameAs(source);
            writeAndRead(cluster);

            move.finish();
            cluster.awaitHealthy();

            assertThat(answersAt(source)).containsExactly("MOVED");
            assertThat(answersAt(target)).containsExactly("value");
            assertThat(cluster.masterOf(slot)).isSameAs(target);
        }
    }

    @Test
    void a_slot_cannot_be_moved_to_the_master_that_has_it() {
        try (RedisCluster cluster = RedisCluster.start(3, 0)) {
            assertThatThrownBy(() -> cluster.beginMove(0, cluster.masterOf(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("slot 0");
        }
    }

    @Test
    void data_in_a_directory_are_there_when_another_cluster_starts_in_it() {
        String[] options = {"--appendonly", "yes"};
        try (RedisCluster cluster = RedisCluster.startIn(folder, 3, options)) {
            writeAndRead(cluster);
        }
        RedisCluster left = RedisCluster.startIn(folder, 3, options);
        read(left);
        try (RedisCluster cluster = RedisCluster.startIn(folder, 3, options)) {
            assertThat(left.nodes()).noneMatch(RedisServer::isAlive);
            read(cluster);
            assertThat(cluster.masters()).hasSize(3);
        }
    }

    @Test
    void the_shared_cluster_has_three_masters() {
        assertThat(TestRedis.cluster()).hasSize(3).isSameAs(TestRedis.cluster());
    }

    private static void writeAndRead(RedisCluster cluster) {
        try (UnifiedJedis jedis = client(cluster)) {
            IntStream.range(0, KEYS).forEach(i -> jedis.set("key" + i, "value" + i));
        }
        read(cluster);
    }

    private static void read(RedisCluster cluster) {
        try (UnifiedJedis jedis = client(cluster)) {
            IntStream.range(0, KEYS)
                    .forEach(i -> assertThat(jedis.get("key" + i)).isEqualTo("value" + i));
        }
    }

    private static UnifiedJedis client(RedisCluster cluster) {
        Set<HostAndPort> seeds = cluster.seeds().stream().map(HostAndPort::from).collect(Collectors.toSet());
        ClusterConnectionProvider provider = new ClusterConnectionProvider(
                seeds, DefaultJedisClientConfig.builder().build());
        return new UnifiedJedis(provider, 5, Duration.ofSeconds(10));
    }

    /** How one master answers for the keys of the tree, each answer once. */
    private static Set<String> answersAt(RedisServer server) {
        Set<String> answers = new HashSet<>();
        try (Jedis jedis = new Jedis(server.host(), server.port())) {
            for (int i = 0; i < KEYS; i++) {
                answers.add(answer(jedis, "{tree}" + i, "value" + i));
            }
        }
        return answers;
    }

    private static String answer(Jedis jedis, String key, String expected) {
        try {
            assertThat(jedis.get(key)).isEqualTo(expected);
            return "value";
        } catch (JedisAskDataException elsewhereForNow) {
            return "ASK";
        } catch (JedisMovedDataException elsewhere) {
            return "MOVED";
        }
    }
}
