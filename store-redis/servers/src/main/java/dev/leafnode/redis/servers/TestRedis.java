package dev.leafnode.redis.servers;

import com.redis.testcontainers.RedisContainer;
import java.io.File;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.testcontainers.utility.DockerImageName;

/**
 * The one Redis of this JVM: the one that {@code LEAFNODE_TEST_REDIS_URL} names, otherwise one in a container when an engine
 * for containers answers, otherwise a real server from a Maven artifact; {@code LEAFNODE_TEST_CONTAINERS} says {@code false}
 * for no container, {@code true} for nothing else. And the one Cluster of this JVM, always of servers from a Maven artifact.
 * Whoever asks must keep to keys of its own.
 */
public final class TestRedis {

    private TestRedis() {}

    /** Its URL, such as {@code redis://127.0.0.1:6379}. */
    public static String standalone() {
        return Standalone.URL;
    }

    /** {@code host:port} of each of its three masters. */
    public static List<String> cluster() {
        return Cluster.SEEDS;
    }

    private static final class Standalone {

        private static final String URL = start();

        private static String start() {
            String configured = System.getenv("LEAFNODE_TEST_REDIS_URL");
            if (configured != null && !configured.isBlank()) {
                return using("LEAFNODE_TEST_REDIS_URL", configured);
            }
            if (mayHaveContainers()) {
                try {
                    RedisContainer container = new RedisContainer(DockerImageName.parse("redis:7.2-alpine"));
                    // An engine without a registry asks it again for minutes.
                    CompletableFuture.runAsync(container::start).get(2, TimeUnit.MINUTES);
                    return using("a container", container.getRedisURI());
                } catch (Exception | LinkageError noContainer) {
                    if (mustHaveContainers()) {
                        throw new IllegalStateException("LEAFNODE_TEST_CONTAINERS=true, but no Redis", noContainer);
                    }
                    System.out.println("Redis for tests: no container, " + noContainer);
                }
            }
            return using("a server of its own", RedisServer.start().uri());
        }

        private static boolean mayHaveContainers() {
            boolean hasEngine = System.getenv("DOCKER_HOST") != null || new File("/var/run/docker.sock").exists();
            return mustHaveContainers()
                    || (hasEngine && !"false".equalsIgnoreCase(System.getenv("LEAFNODE_TEST_CONTAINERS")));
        }

        private static boolean mustHaveContainers() {
            return "true".equalsIgnoreCase(System.getenv("LEAFNODE_TEST_CONTAINERS"));
        }

        private static String using(String what, String url) {
            System.out.println("Redis for tests: " + what + ", " + url.replaceAll("//[^@/]*@", "//…@"));
            return url;
        }
    }

    private static final class Cluster {

        private static final List<String> SEEDS = RedisCluster.start(3, 0).seeds();
    }
}
