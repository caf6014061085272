package dev.leafnode.spring;

import static dev.leafnode.spring.RedisHost.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leafnode.redis.servers.RedisCluster;
import dev.leafnode.redis.servers.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/** What may stand between a client of our own and Redis. */
class RedisConnectionTest {

    private static final String SECRET = "Passw0rt";
    private static final int KEYS = 50;

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** The first byte that a client sends over TLS. */
    private static final int HANDSHAKE = 22;

    private final ApplicationContextRunner host = RedisHost.withoutConnection();

    @Test
    void a_user_with_a_password_gets_in() {
        try (RedisServer server =
                RedisServer.start("--user", "orca", "on", ">" + SECRET, "~leafnode:*", "+@all", "-@admin")) {
            host.withPropertyValues("leafnode.redis.url=redis://orca:%s@%s".formatted(SECRET, server.hostAndPort()))
                    .run(context -> assertThat(user(context)).isEqualTo("orca"));
            host.withPropertyValues(
                            "leafnode.redis.url=" + server.uri(),
                            "leafnode.redis.user=orca",
                            "leafnode.redis.password=" + SECRET)
                    .run(context -> {
                        assertThat(user(context)).isEqualTo("orca");
                        RedisHost.saveAndTell(context);
                        RedisHost.assertStored(context);
                    });
        }
    }

    @Test
    void a_cluster_is_found_through_one_of_its_nodes() {
        try (RedisCluster cluster = RedisCluster.start(3, 0)) {
            host.withPropertyValues(
                            "leafnode.redis.cluster.nodes=" + cluster.seeds().get(0))
                    .run(context -> {
                        IntStream.range(0, KEYS).forEach(i -> client(context).set("key" + i, "value" + i));
                        assertThat(IntStream.range(0, KEYS)
                                        .mapToObj(i -> client(context).get("key" + i)))
                                .containsExactlyElementsOf(IntStream.range(0, KEYS)
                                        .mapToObj(i -> "value" + i)
                                        .toList());
                        RedisHost.saveAndTell(context);
                        RedisHost.assertStored(context);
                    });
        }
    }

    @Test
    void rediss_talks_tls() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> firstByte(server));

            host.withPropertyValues("leafnode.redis.url=rediss://localhost:" + server.getLocalPort())
                    .run(context -> {
                        assertThatThrownBy(() -> client(context).ping()).isInstanceOf(JedisException.class);
                        assertThat(first.get()).isEqualTo(HANDSHAKE);
                    });
        }
    }

    @Test
    void the_host_name_in_a_certificate_is_checked() {
        JedisClientConfig config = RedisClient.config(address(true), TIMEOUT);

        assertThat(config.isSsl()).isTrue();
        assertThat(config.getSslParameters().getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
        assertThat(RedisClient.config(address(false), TIMEOUT).isSsl()).isFalse();
    }

    @Test
    void no_connection_and_no_answer_is_waited_for_longer_than_the_timeout() {
        JedisClientConfig config = RedisClient.config(address(false), Duration.ofMillis(250));

        assertThat(config.getConnectionTimeoutMillis()).isEqualTo(250);
        assertThat(config.getSocketTimeoutMillis()).isEqualTo(250);
    }

    private static String user(ApplicationContext context) {
        byte[] name = (byte[]) client(context).sendCommand(Protocol.Command.ACL, "WHOAMI");
        return new String(name, StandardCharsets.UTF_8);
    }

    private static int firstByte(ServerSocket server) {
        try (Socket socket = server.accept()) {
            return socket.getInputStream().read();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static RedisAddress address(boolean tls) {
        return new RedisAddress(Set.of(new HostAndPort("redis.example", 6379)), false, tls, 0, null, null);
    }
}
