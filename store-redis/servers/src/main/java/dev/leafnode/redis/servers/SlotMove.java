package dev.leafnode.redis.servers;

import java.util.List;
import redis.clients.jedis.params.MigrateParams;

/**
 * A slot on its way from one master to another. Until it is finished, the source answers for the keys that it still has and
 * sends clients to the target for all others (ASK); afterwards it sends them there for good (MOVED).
 */
public final class SlotMove {

    private static final int MOST_MILLIS = 10_000;
    private static final int AT_ONCE = 100;

    private final RedisCluster cluster;
    private final int slot;
    private final RedisServer source;
    private final RedisServer target;

    private SlotMove(RedisCluster cluster, int slot, RedisServer source, RedisServer target) {
        this.cluster = cluster;
        this.slot = slot;
        this.source = source;
        this.target = target;
    }

    static SlotMove begin(RedisCluster cluster, int slot, RedisServer target) {
        RedisServer source = cluster.masterOf(slot);
        if (source == target) {
            throw new IllegalArgumentException(
                    "slot %d: expected another master than %s, which has it".formatted(slot, target.hostAndPort()));
        }
        String sourceId = ClusterView.idOf(source);
        String targetId = ClusterView.idOf(target);
        ClusterView.tell(target, jedis -> jedis.clusterSetSlotImporting(slot, sourceId));
        ClusterView.tell(source, jedis -> jedis.clusterSetSlotMigrating(slot, targetId));
        return new SlotMove(cluster, slot, source, target);
    }

    public RedisServer source() {
        return source;
    }

    public RedisServer target() {
        return target;
    }

    /** Moves at most so many of the keys that are still at the source, and returns how many it has moved. */
    public int moveKeys(int most) {
        List<byte[]> keys = ClusterView.tell(source, jedis -> jedis.clusterGetKeysInSlotBinary(slot, most));
        if (!keys.isEmpty()) {
            ClusterView.tell(
                    source,
                    jedis -> jedis.migrate(
                            target.host(),
                            target.port(),
                            0,
                            MOST_MILLIS,
                            MigrateParams.migrateParams(),
                            keys.toArray(new byte[0][])));
        }
        return keys.size();
    }

    /** Moves the rest, and tells every master that the slot has moved. */
    public void finish() {
        while (moveKeys(AT_ONCE) > 0) {
            // The next ones.
        }
        String targetId = ClusterView.idOf(target);
        ClusterView.tell(target, jedis -> jedis.clusterSetSlotNode(slot, targetId));
        ClusterView.tell(source, jedis -> jedis.clusterSetSlotNode(slot, targetId));
        for (RedisServer master : cluster.masters()) {
            ClusterView.tell(master, jedis -> jedis.clusterSetSlotNode(slot, targetId));
        }
    }
}
