package dev.leafnode.redis.servers;

import dev.leafnode.redis.servers.NodeLine.SlotRange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;

/**
 * The Cluster as one of its nodes sees it.
 *
 * @param isServing whether the node serves all slots, and has everything from its master if it is a replica
 * @param lines what it knows of each node
 */
record ClusterView(boolean isServing, List<NodeLine> lines) {

    private static final int SOON_MILLIS = 1_000;
    private static final int LATE_MILLIS = 20_000;

    /** Asks a server that counts as away when it does not answer soon. */
    static <T> T ask(RedisServer server, Function<Jedis, T> question) {
        return call(server, SOON_MILLIS, question);
    }

    /** Tells a server to do something, however busy the machine is. */
    static <T> T tell(RedisServer server, Function<Jedis, T> command) {
        return call(server, LATE_MILLIS, command);
    }

    private static <T> T call(RedisServer server, int millis, Function<Jedis, T> action) {
        try (Jedis jedis = new Jedis(server.host(), server.port(), millis, millis)) {
            return action.apply(jedis);
        }
    }

    static ClusterView of(RedisServer server) {
        return ask(server, ClusterView::seenBy);
    }

    static String idOf(RedisServer server) {
        return tell(server, Jedis::clusterMyId);
    }

    private static ClusterView seenBy(Jedis jedis) {
        boolean isServing = jedis.clusterInfo().contains("cluster_state:ok")
                && !jedis.info("replication").contains("master_link_status:down");
        return new ClusterView(
                isServing, jedis.clusterNodes().lines().map(NodeLine::parse).toList());
    }

    NodeLine self() {
        return lines.stream()
                .filter(line -> line.is("myself"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("expected a node to know itself, got " + lines));
    }

    /** Whether it sees each of these ports, and serves without any other. */
    boolean isWhole(Set<Integer> ports) {
        Set<Integer> seen = lines.stream()
                .filter(line -> line.is("myself") || (line.isConnected() && !line.is("fail?") && !line.is("fail")))
                .filter(line -> !line.is("handshake"))
                .map(NodeLine::port)
                .collect(Collectors.toSet());
        return isServing
                && seen.containsAll(ports)
                && lines.stream().allMatch(line -> line.slots().isEmpty() || ports.contains(line.port()));
    }

    /** Who is a master of which slots, and who is a replica. */
    Map<String, List<SlotRange>> roles(Set<Integer> ports) {
        Map<String, List<SlotRange>> roles = new TreeMap<>();
        lines.stream()
                .filter(line -> ports.contains(line.port()))
                .forEach(line -> roles.put((line.is("master") ? "master " : "replica ") + line.id(), line.slots()));
        return roles;
    }
}
