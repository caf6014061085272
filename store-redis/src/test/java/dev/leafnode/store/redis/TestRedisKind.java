package dev.leafnode.store.redis;

import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.redis.servers.RedisVersion;
import dev.leafnode.redis.servers.TestRedis;
import java.net.URI;
import java.util.List;

/** The kinds of Redis the store is tested on; each is started once, when it is first asked for. */
enum TestRedisKind {
    VERSION_6,
    VERSION_7,
    CLUSTER;

    /** The one server, or the masters of a Cluster. */
    List<URI> nodes() {
        return switch (this) {
            case VERSION_6 -> List.of(URI.create(Version6.SERVER.uri()));
            case VERSION_7 -> List.of(URI.create(TestRedis.standalone()));
            case CLUSTER ->
                TestRedis.cluster().stream()
                        .map(node -> URI.create("redis://" + node))
                        .toList();
        };
    }

    static boolean hasVersion6() {
        return RedisVersion.V6_2.isTestedHere();
    }

    boolean isCluster() {
        return this == CLUSTER;
    }

    private static final class Version6 {

        private static final RedisServer SERVER = RedisServer.start(RedisVersion.V6_2);
    }
}
