package dev.leafnode.quickstart.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.redis.servers.RedisCluster;
import dev.leafnode.redis.servers.RedisServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;

/** What the application's own servers have answered is there after they were killed. */
class RedisServersTest {

    private final RedisConfiguration standalone = new RedisConfiguration();
    private final RedisClusterConfiguration cluster = new RedisClusterConfiguration();

    @TempDir
    private Path folder;

    @Test
    void a_killed_server_is_replaced_and_its_data_are_kept() {
        try (RedisServer killed = standalone.redisServer(folder);
                UnifiedJedis client = standalone.redis(killed)) {
            client.set("kept", "value");
            killed.kill();
        }
        try (RedisServer server = standalone.redisServer(folder);
                UnifiedJedis client = standalone.redis(server)) {
            assertThat(client.get("kept")).isEqualTo("value");
        }
    }

    @Test
    void a_cluster_that_was_left_behind_is_replaced_and_its_data_are_kept() {
        RedisCluster left = cluster.redisCluster(folder);
        try (UnifiedJedis client = cluster.redis(left)) {
            client.set("kept", "value");
        }
        try (RedisCluster replacement = cluster.redisCluster(folder);
                UnifiedJedis client = cluster.redis(replacement)) {
            assertThat(left.nodes()).noneMatch(RedisServer::isAlive);
            assertThat(client.get("kept")).isEqualTo("value");
        }
    }
}
