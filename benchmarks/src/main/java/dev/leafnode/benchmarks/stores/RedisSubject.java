package dev.leafnode.benchmarks.stores;

import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.redis.RedisStore;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Our store on a database of Redis whose data are all its own. */
public final class RedisSubject implements Subject {

    private static final int CONNECTIONS = 16;

    /** To empty a database of millions of keys takes seconds. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

    private final String name;
    private final UnifiedJedis jedis;
    private final RedisStore store;

    RedisSubject(String name, String address, int database) {
        this.name = name;
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        jedis = new UnifiedJedis(new PooledConnectionProvider(
                HostAndPort.from(address),
                DefaultJedisClientConfig.builder()
                        .database(database)
                        .socketTimeoutMillis(Math.toIntExact(LONGEST_ANSWER.toMillis()))
                        .build(),
                pool));
        jedis.flushDB();
        store = new RedisStore(jedis, WaitRules.DEFAULT, InstantSource.system());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ExecutionRepository executions() {
        return store.executions();
    }

    @Override
    public JudgmentRepository judgments() {
        return store.judgments();
    }

    /** The client that both sides use. */
    public UnifiedJedis jedis() {
        return jedis;
    }

    public RedisStore store() {
        return store;
    }

    @Override
    public void close() {
        store.close();
        jedis.flushDB();
        jedis.close();
    }
}
