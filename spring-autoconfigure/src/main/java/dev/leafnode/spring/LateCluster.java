package dev.leafnode.spring;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.executors.ClusterCommandExecutor;
import redis.clients.jedis.executors.CommandExecutor;

/**
 * A Cluster whose slots are asked for by the first command, and again by the next one if there was no answer. Jedis
 * asks when a client is made and then gives up, so that an application would not start while its Redis is away.
 */
final class LateCluster implements CommandExecutor {

    private final Supplier<ClusterCommandExecutor> connect;
    private final Duration patience;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable ClusterCommandExecutor cluster;
    private boolean closed;

    /**
     * Asks nobody yet.
     *
     * @param connect asks the Cluster for its slots, or fails
     * @param patience how long a command waits while another one asks
     */
    LateCluster(Supplier<ClusterCommandExecutor> connect, Duration patience) {
        this.connect = connect;
        this.patience = patience;
    }

    @Override
    public <T> T executeCommand(CommandObject<T> command) {
        return cluster().executeCommand(command);
    }

    @Override
    public <T> T broadcastCommand(CommandObject<T> command) {
        return cluster().broadcastCommand(command);
    }

    @Override
    public void close() {
        connecting.lock();
        try {
            closed = true;
            ClusterCommandExecutor known = cluster;
            if (known != null) {
                known.close();
            }
        } finally {
            connecting.unlock();
        }
    }

    private ClusterCommandExecutor cluster() {
        ClusterCommandExecutor known = cluster;
        return known != null ? known : connected();
    }

    private ClusterCommandExecutor connected() {
        awaitTurn();
        try {
            ClusterCommandExecutor known = cluster;
            if (known == null) {
                if (closed) {
                    throw new JedisConnectionException("The client of the Redis Cluster is closed");
                }
                known = connect.get();
                cluster = known;
            }
            return known;
        } finally {
            connecting.unlock();
        }
    }

    private void awaitTurn() {
        try {
            if (!connecting.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new JedisConnectionException("The Redis Cluster has not told its slots within " + patience);
            }
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new JedisConnectionException("Interrupted while asking the Redis Cluster for its slots", givenUp);
        }
    }
}
