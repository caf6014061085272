package dev.leafnode.store.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Which trees one script can read: all of them on one server, those of one slot in a Cluster. */
final class Slots {

    private static final int ONE_SERVER = -1;

    private final UnifiedJedis jedis;
    private final Keys keys;
    private volatile Kind kind = Kind.UNKNOWN;

    private enum Kind {
        UNKNOWN,
        ONE_SERVER,
        CLUSTER
    }

    Slots(UnifiedJedis jedis, Keys keys) {
        this.jedis = jedis;
        this.keys = keys;
    }

    /** The same tags in as many groups as it takes round trips to read their trees. */
    Collection<List<String>> groups(Collection<String> tags) {
        if (tags.size() <= 1) {
            return tags.isEmpty() ? List.of() : List.of(List.copyOf(tags));
        }
        Map<Integer, List<String>> bySlot = new LinkedHashMap<>();
        for (String tag : tags) {
            int slot = isCluster() ? JedisClusterCRC16.getSlot(keys.tree(tag)) : ONE_SERVER;
            bySlot.computeIfAbsent(slot, key -> new ArrayList<>()).add(tag);
        }
        return bySlot.values();
    }

    private boolean isCluster() {
        if (kind == Kind.UNKNOWN) {
            kind = refusesTwoSlots() ? Kind.CLUSTER : Kind.ONE_SERVER;
        }
        return kind == Kind.CLUSTER;
    }

    /** A Cluster refuses what touches two slots, and so does every client of one. */
    private boolean refusesTwoSlots() {
        try {
            jedis.eval("return 1", List.of(keys.tree("a"), keys.tree("b")), List.of());
            return false;
        } catch (JedisClusterOperationException refusedByClient) {
            return true;
        } catch (JedisDataException refused) {
            if (String.valueOf(refused.getMessage()).startsWith("CROSSSLOT")) {
                return true;
            }
            throw refused;
        }
    }
}
