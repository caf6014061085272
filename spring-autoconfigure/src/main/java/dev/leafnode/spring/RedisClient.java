package dev.leafnode.spring;

import java.time.Duration;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.ClusterCommandObjects;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.executors.ClusterCommandExecutor;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** The client of the Redis store: the host's, which stays open, or one of our own, which is closed after the store. */
final class RedisClient implements AutoCloseable {

    /** Per server. One command takes a fraction of a millisecond, so that these serve many more threads. */
    private static final int CONNECTIONS = 16;

    /** How often a command is sent to a Cluster that moves slots or fails over, as long as the timeout is not over. */
    private static final int ATTEMPTS = 5;

    private final UnifiedJedis jedis;
    private final boolean ours;

    private RedisClient(UnifiedJedis jedis, boolean ours) {
        this.jedis = jedis;
        this.ours = ours;
    }

    static RedisClient ofHost(UnifiedJedis jedis) {
        return new RedisClient(jedis, false);
    }

    /**
     * Makes a client, also for a Redis that is not there now or does not let us in.
     *
     * @param timeout how long to wait for a connection of the pool, for the server to accept one, and for each answer
     */
    static RedisClient connect(RedisAddress address, Duration timeout) {
        JedisClientConfig config = config(address, timeout);
        ConnectionPoolConfig pool = pool(timeout);
        if (!address.isCluster()) {
            return new RedisClient(
                    new UnifiedJedis(new PooledConnectionProvider(
                            address.nodes().iterator().next(), config, pool)),
                    true);
        }
        LateCluster cluster = new LateCluster(
                () -> new ClusterCommandExecutor(
                        new ClusterConnectionProvider(address.nodes(), config, pool), ATTEMPTS, timeout),
                timeout);
        return new RedisClient(new UnifiedJedis(cluster, null, new ClusterCommandObjects()), true);
    }

    UnifiedJedis jedis() {
        return jedis;
    }

    @Override
    public void close() {
        if (ours) {
            jedis.close();
        }
    }

    static JedisClientConfig config(RedisAddress address, Duration timeout) {
        return DefaultJedisClientConfig.builder()
                .timeoutMillis((int) timeout.toMillis())
                .user(address.user())
                .password(address.password())
                .database(address.database())
                .ssl(address.tls())
                .sslParameters(nameChecked())
                .build();
    }

    /** Jedis by itself takes any certificate that somebody trusted has signed, whatever host it was made for. */
    private static SSLParameters nameChecked() {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    private static ConnectionPoolConfig pool(Duration timeout) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(timeout);
        pool.setJmxEnabled(false);
        return pool;
    }
}
