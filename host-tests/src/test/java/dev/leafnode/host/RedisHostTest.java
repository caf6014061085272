package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.redis.servers.RedisCluster;
import dev.leafnode.redis.servers.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;

class RedisHostTest {

    private static final String ON_REDIS = "leafnode.store=redis";

    private static RedisServer server;

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void the_hosts_own_client_is_used_and_is_not_closed() {
        UnifiedJedis client = client();
        OwnClient.client = client;
        try (client) {
            try (Host host = Host.start(List.of(OwnClient.class), Host.ON, ON_REDIS)) {
                Tree.open(host.context());
                assertThat(client.keys("leafnode:*")).isNotEmpty();
                Tree.assertShownUntilItIsOver(host.context());
                assertThat(host.ownTables()).isEmpty();
            }
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void a_client_of_our_own_works_on_one_server_and_no_bean_of_the_host_sees_it() {
        try (Host host =
                Host.start(Host.ON, ON_REDIS, "leafnode.redis.url=" + server.uri(), "leafnode.redis.key-prefix=own:")) {
            Tree.open(host.context());
            Tree.assertShownUntilItIsOver(host.context());
            assertThat(host.context().getBeanNamesForType(UnifiedJedis.class)).isEmpty();
        }
    }

    @Test
    void a_client_of_our_own_works_on_a_cluster() {
        try (RedisCluster cluster = RedisCluster.start(3, 0);
                Host host = Host.start(
                        Host.ON, ON_REDIS, "leafnode.redis.cluster.nodes=" + String.join(",", cluster.seeds()))) {
            Tree.open(host.context());
            Tree.assertShownUntilItIsOver(host.context());
        }
    }

    /** The one way to make a client that all of Jedis 6 and 7 know. */
    @SuppressWarnings("deprecation")
    private static UnifiedJedis client() {
        return new UnifiedJedis(new PooledConnectionProvider(new HostAndPort(server.host(), server.port())));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnClient {

        private static UnifiedJedis client;

        @Bean(destroyMethod = "")
        UnifiedJedis redis() {
            return client;
        }
    }
}
