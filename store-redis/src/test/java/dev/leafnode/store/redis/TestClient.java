package dev.leafnode.store.redis;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClusterCommandObjects;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.executors.ClusterCommandExecutor;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.executors.DefaultCommandExecutor;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.util.JedisURIHelper;

/** A client of Redis that notes every command and can be made to fail before any of them. */
final class TestClient implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 80;
    private static final int ATTEMPTS = 5;

    private final List<URI> nodes;
    private final Runnable closing;
    private final CommandExecutor executor;
    private final UnifiedJedis jedis;
    private volatile @Nullable List<CommandArguments> sent;
    private volatile Runnable beforeCommand = () -> {};

    TestClient(TestRedisKind kind) {
        this(kind.nodes(), kind.isCluster());
    }

    TestClient(List<URI> nodes, boolean isCluster) {
        this.nodes = nodes;
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(MOST_CONNECTIONS);
        pool.setMaxIdle(MOST_CONNECTIONS);
        if (isCluster) {
            Set<HostAndPort> addresses =
                    nodes.stream().map(JedisURIHelper::getHostAndPort).collect(Collectors.toSet());
            ClusterConnectionProvider cluster = new ClusterConnectionProvider(
                    addresses, DefaultJedisClientConfig.builder().build(), pool);
            closing = cluster::close;
            executor = new ClusterCommandExecutor(cluster, ATTEMPTS, Duration.ofSeconds(10));
            jedis = new UnifiedJedis(new Noting(), cluster, new ClusterCommandObjects());
        } else {
            URI uri = nodes.get(0);
            PooledConnectionProvider server =
                    new PooledConnectionProvider(JedisURIHelper.getHostAndPort(uri), config(uri), pool);
            closing = server::close;
            executor = new DefaultCommandExecutor(server);
            jedis = new UnifiedJedis(new Noting(), server, new CommandObjects());
        }
    }

    private static JedisClientConfig config(URI uri) {
        return DefaultJedisClientConfig.builder()
                .user(JedisURIHelper.getUser(uri))
                .password(JedisURIHelper.getPassword(uri))
                .database(JedisURIHelper.getDBIndex(uri))
                .build();
    }

    UnifiedJedis jedis() {
        return jedis;
    }

    void beforeCommand(Runnable action) {
        beforeCommand = action;
    }

    /** The commands that an action sends. */
    List<CommandArguments> sentBy(Runnable action) {
        List<CommandArguments> noted = Collections.synchronizedList(new ArrayList<>());
        sent = noted;
        try {
            action.run();
        } finally {
            sent = null;
        }
        return List.copyOf(noted);
    }

    /** All keys with a prefix, on every node; a replica may still have some that its master has not. */
    Set<String> keys(String prefix) {
        Set<String> keys = new TreeSet<>();
        for (URI node : nodes) {
            try (Jedis connection = new Jedis(node)) {
                String cursor = ScanParams.SCAN_POINTER_START;
                do {
                    ScanResult<String> some = connection.scan(
                            cursor, new ScanParams().match(prefix + "*").count(1_000));
                    keys.addAll(some.getResult());
                    cursor = some.getCursor();
                } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
            }
        }
        keys.removeIf(key -> !jedis.exists(key));
        return keys;
    }

    /** What all keys with a prefix hold. */
    Map<String, Object> contents(String prefix) {
        Map<String, Object> contents = new TreeMap<>();
        for (String key : keys(prefix)) {
            contents.put(
                    key,
                    switch (jedis.type(key)) {
                        case "hash" -> jedis.hgetAll(key);
                        case "zset" -> jedis.zrange(key, 0, -1);
                        default -> jedis.get(key);
                    });
        }
        return contents;
    }

    /** Removes all keys with a prefix, and returns what they held. */
    Map<String, Object> remove(String prefix) {
        Map<String, Object> removed = contents(prefix);
        removed.keySet().forEach(jedis::del);
        return removed;
    }

    /** Makes all scripts known, on every node. */
    void loadScripts() {
        for (URI node : nodes) {
            try (Jedis connection = new Jedis(node)) {
                for (Script script : Script.values()) {
                    connection.scriptLoad(script.text());
                }
            }
        }
    }

    /** Forgets all scripts, on every node. */
    void flushScripts() {
        for (URI node : nodes) {
            try (Jedis connection = new Jedis(node)) {
                connection.scriptFlush();
            }
        }
    }

    @Override
    public void close() {
        jedis.close();
    }

    private void note(CommandArguments arguments) {
        List<CommandArguments> noted = sent;
        if (noted != null) {
            noted.add(arguments);
        }
    }

    private final class Noting implements CommandExecutor {

        @Override
        public <T> T executeCommand(CommandObject<T> command) {
            beforeCommand.run();
            note(command.getArguments());
            return executor.executeCommand(command);
        }

        @Override
        public void close() {
            closing.run();
        }
    }
}
