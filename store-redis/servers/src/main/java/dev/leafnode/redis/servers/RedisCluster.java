package dev.leafnode.redis.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A Redis Cluster of servers on 127.0.0.1, each of which may be killed, frozen and started again. None of them outlives
 * this JVM. A node that does not answer for two seconds counts as failed, unless an option says otherwise
 * ({@code "--cluster-node-timeout", "1000"}).
 */
public final class RedisCluster implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> OPTIONS =
            List.of("--cluster-enabled", "yes", "--cluster-node-timeout", "2000", "--repl-diskless-sync-delay", "0");

    private final List<RedisServer> nodes;

    private RedisCluster(List<RedisServer> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Starts a Cluster of Redis 7.0 whose data go when it is closed, and returns when it serves. */
    public static RedisCluster start(int masters, int replicasPerMaster, String... options) {
        return start(RedisVersion.V7_0, masters, replicasPerMaster, options);
    }

    /** Starts a Cluster of that version whose data go when it is closed, and returns when it serves. */
    public static RedisCluster start(RedisVersion version, int masters, int replicasPerMaster, String... options) {
        RedisCluster cluster = new RedisCluster(Stream.generate(() -> RedisServer.start(version, with(options)))
                .limit((long) masters * (1 + replicasPerMaster))
                .toList());
        ClusterFormation.form(cluster.nodes, masters);
        cluster.awaitHealthy();
        return cluster;
    }

    /**
     * Starts a Cluster of Redis 7.0 without replicas, with the data that the directory holds, if any; leaves them there when
     * it is closed. What a killed JVM left behind in this directory is ended first.
     */
    public static RedisCluster startIn(Path directory, int masters, String... options) {
        try {
            Path formed = directory.resolve("formed");
            boolean isNew = !Files.exists(formed);
            List<RedisServer> nodes = new ArrayList<>();
            for (int i = 0; i < masters; i++) {
                Path node = directory.resolve("node-" + i);
                if (isNew) {
                    Directories.delete(node.resolve("data"));
                }
                nodes.add(RedisServer.startIn(node, with(options)));
            }
            RedisCluster cluster = new RedisCluster(nodes);
            if (isNew) {
                ClusterFormation.form(nodes, masters);
            } else {
                ClusterFormation.meet(nodes);
            }
            cluster.awaitHealthy();
            if (isNew) {
                Files.createFile(formed);
            }
            return cluster;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All servers, whatever they are and whether or not they run. */
    public List<RedisServer> nodes() {
        return nodes;
    }

    /** Where a client may begin: {@code host:port} of every server. */
    public List<String> seeds() {
        return nodes.stream().map(RedisServer::hostAndPort).toList();
    }

    /** The servers that answer now and say that they are masters. */
    public List<RedisServer> masters() {
        return nodes.stream().filter(node -> isRole(node, "master")).toList();
    }

    /** The servers that answer now and say that they are replicas. */
    public List<RedisServer> replicas() {
        return nodes.stream().filter(node -> isRole(node, "slave")).toList();
    }

    /** The master that has the slot and says so itself. */
    public RedisServer masterOf(int slot) {
        return masters().stream()
                .filter(node -> ClusterView.of(node).self().has(slot))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("slot %d: no master that answers has it".formatted(slot)));
    }

    /**
     * Returns when those servers that run see each other and agree on who has which slot, every slot is served, and every
     * replica among them has what its master has.
     */
    public void awaitHealthy() {
        await("a healthy Cluster", this::isHealthy);
    }

    /** Begins to move a slot from the master that has it. */
    public SlotMove beginMove(int slot, RedisServer target) {
        return SlotMove.begin(this, slot, target);
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }

    static void await(String what, BooleanSupplier condition) {
        if (!Patience.await(LIMIT, condition)) {
            throw new IllegalStateException("%s: did not come within %s".formatted(what, LIMIT));
        }
    }

    private boolean isHealthy() {
        List<RedisServer> running = nodes.stream().filter(RedisServer::isAlive).toList();
        Set<Integer> ports = running.stream().map(RedisServer::port).collect(Collectors.toSet());
        try {
            List<ClusterView> views = running.stream().map(ClusterView::of).toList();
            return views.stream().allMatch(view -> view.isWhole(ports))
                    && views.stream().map(view -> view.roles(ports)).distinct().count() == 1;
        } catch (JedisException doesNotAnswer) {
            return false;
        }
    }

    private static boolean isRole(RedisServer node, String role) {
        try {
            return node.isAlive()
                    && ClusterView.ask(node, jedis -> jedis.info("replication")).contains("role:" + role);
        } catch (JedisException doesNotAnswer) {
            return false;
        }
    }

    private static String[] with(String... options) {
        return Stream.concat(OPTIONS.stream(), Stream.of(options)).toArray(String[]::new);
    }
}
