package dev.leafnode.quickstart.redis;

import dev.leafnode.redis.servers.RedisServer;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** The application's own server, when it is told where to keep its files. What it has answered is on the disk. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("quickstart.redis.directory")
class RedisConfiguration {

    @Bean
    RedisServer redisServer(@Value("${quickstart.redis.directory}") Path directory) {
        return RedisServer.startIn(directory, "--appendonly", "yes", "--appendfsync", "always");
    }

    /** Depends on the server, so it is closed before that stops. */
    @Bean
    UnifiedJedis redis(RedisServer server) {
        return RedisClient.create(server.host(), server.port());
    }
}
