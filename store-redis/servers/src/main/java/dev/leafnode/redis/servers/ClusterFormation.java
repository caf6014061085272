package dev.leafnode.redis.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;

/** Makes a Cluster of servers that do not know each other, by the commands that are meant for it. */
final class ClusterFormation {

    private static final int SLOTS = 16_384;

    private ClusterFormation() {}

    /** The first servers become masters of as many slots each, the others their replicas in turn. */
    static void form(List<RedisServer> servers, int masters) {
        for (int i = 0; i < servers.size(); i++) {
            long epoch = i + 1L;
            ClusterView.tell(servers.get(i), jedis -> jedis.clusterSetConfigEpoch(epoch));
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < masters; i++) {
            int[] slots = IntStream.range(SLOTS * i / masters, SLOTS * (i + 1) / masters)
                    .toArray();
            ids.add(ClusterView.tell(servers.get(i), jedis -> {
                jedis.clusterAddSlots(slots);
                return jedis.clusterMyId();
            }));
        }
        meet(servers);
        for (int i = masters; i < servers.size(); i++) {
            RedisServer replica = servers.get(i);
            String id = ids.get(i % masters);
            RedisCluster.await("a replica knows its master", () -> isKnown(id, replica));
            ClusterView.tell(replica, jedis -> jedis.clusterReplicate(id));
        }
    }

    /** Tells every server where every other one is now. */
    static void meet(List<RedisServer> servers) {
        for (RedisServer server : servers) {
            for (RedisServer other : servers) {
                if (server != other) {
                    ClusterView.tell(server, jedis -> jedis.clusterMeet(other.host(), other.port()));
                }
            }
        }
    }

    private static boolean isKnown(String id, RedisServer server) {
        return ClusterView.tell(server, Jedis::clusterNodes)
                .lines()
                .map(NodeLine::parse)
                .anyMatch(line -> line.id().equals(id) && !line.is("handshake"));
    }
}
