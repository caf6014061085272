package dev.leafnode.quickstart.redis;

import dev.leafnode.redis.servers.RedisCluster;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/** The application's own Cluster of three masters, when it is told where to keep its files. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("quickstart.redis-cluster.directory")
class RedisClusterConfiguration {

    private static final int MASTERS = 3;

    @Bean
    RedisCluster redisCluster(@Value("${quickstart.redis-cluster.directory}") Path directory) {
        return RedisCluster.startIn(directory, MASTERS, "--appendonly", "yes", "--appendfsync", "always");
    }

    /** Depends on the Cluster, so it is closed before that stops. */
    @Bean
    UnifiedJedis redis(RedisCluster cluster) {
        return RedisClusterClient.create(
                cluster.seeds().stream().map(HostAndPort::from).collect(Collectors.toSet()));
    }
}
