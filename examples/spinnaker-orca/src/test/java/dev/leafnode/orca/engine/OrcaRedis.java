package dev.leafnode.orca.engine;

import com.netflix.spectator.api.NoopRegistry;
import com.netflix.spinnaker.kork.jedis.JedisClientDelegate;
import com.netflix.spinnaker.kork.jedis.RedisClientSelector;
import com.netflix.spinnaker.orca.pipeline.persistence.jedis.RedisExecutionRepository;
import dev.leafnode.redis.servers.RedisServer;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPoolConfig;

/** Where Orca keeps its executions: one server for all tests of this JVM. */
final class OrcaRedis {

    private static final int CONNECTIONS = 64;
    private static final int CHUNK_SIZE = 75;

    private static final RedisServer SERVER = RedisServer.start();
    private static final JedisPool POOL = pool();

    private OrcaRedis() {}

    /** Forgets all executions of all tests before. */
    static void flush() {
        try (Jedis jedis = POOL.getResource()) {
            jedis.flushAll();
        }
    }

    /** One instance's own view of what all of them share. */
    static RedisExecutionRepository repository() {
        return new RedisExecutionRepository(
                new NoopRegistry(),
                new RedisClientSelector(List.of(new JedisClientDelegate("primaryDefault", POOL))),
                CONNECTIONS,
                CHUNK_SIZE);
    }

    private static JedisPool pool() {
        JedisPoolConfig config = new JedisPoolConfig();
        config.setMaxTotal(CONNECTIONS);
        config.setJmxEnabled(false);
        return new JedisPool(config, SERVER.host(), SERVER.port());
    }
}
