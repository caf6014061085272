package dev.leafnode.spring;

import static dev.leafnode.spring.RedisHost.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leafnode.listener.Listeners;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Isolation;
import dev.leafnode.navigation.LineageSource;
import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.store.redis.RedisStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

class RedisStoreConfigurationTest {

    private static RedisServer server;
    private static Jedis operator;

    private final ApplicationContextRunner host = RedisHost.withoutConnection();
    private final ApplicationContextRunner hostWithUrl = host.withPropertyValues("leafnode.redis.url=" + server.uri());

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
        operator = new Jedis(server.host(), server.port());
    }

    @AfterAll
    static void stopServer() {
        operator.close();
        server.close();
    }

    @AfterEach
    void emptyServer() {
        operator.flushAll();
    }

    @Test
    void the_store_on_the_class_path_is_used_without_being_named() {
        hostWithUrl.run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(RedisStore.class);
            assertThat(context.getBean(LineageSource.class).of(RedisHost.EXECUTION))
                    .isEqualTo(Lineage.stored());
            RedisHost.saveAndTell(context);
            RedisHost.assertStored(context);
        });
    }

    @Test
    void the_store_that_is_named_is_used_among_two() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
                .withPropertyValues(
                        "leafnode.enabled=true", "leafnode.store=redis", "leafnode.redis.url=" + server.uri())
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(RedisStore.class)
                        .doesNotHaveBean(LateStore.class));
    }

    @Test
    void a_url_names_the_database() {
        host.withPropertyValues("leafnode.redis.url=%s/3".formatted(server.uri()))
                .run(context -> client(context).set("key", "in three"));

        operator.select(3);
        assertThat(operator.get("key")).isEqualTo("in three");
        operator.select(0);
        assertThat(operator.get("key")).isNull();
    }

    @Test
    void every_key_begins_with_the_prefix() {
        hostWithUrl.run(RedisHost::saveAndTell);
        assertThat(operator.keys("*")).isNotEmpty().allMatch(key -> key.startsWith("leafnode:"));
        operator.flushAll();

        hostWithUrl.withPropertyValues("leafnode.redis.key-prefix=orca:").run(RedisHost::saveAndTell);
        assertThat(operator.keys("*")).isNotEmpty().allMatch(key -> key.startsWith("orca:"));
    }

    @Test
    void an_execution_goes_after_its_time_when_it_is_complete() {
        Execution complete = RedisHost.EXECUTION.toBuilder()
                .status(ExecutionStatus.CANCELED)
                .endTime(Instant.now())
                .build();
        hostWithUrl.run(context -> {
            context.getBean(ExecutionRepository.class).save(complete);
            assertThat(lifetimes()).isEmpty();
        });
        hostWithUrl.withPropertyValues("leafnode.redis.execution-ttl=200ms").run(context -> {
            ExecutionRepository executions = context.getBean(ExecutionRepository.class);
            executions.save(complete);
            await().untilAsserted(
                            () -> assertThat(executions.find(complete.id())).isEmpty());
        });
    }

    @Test
    void a_closed_judgment_is_remembered_for_the_retention() {
        hostWithUrl.withPropertyValues("leafnode.retention=1h").run(context -> {
            RedisHost.saveAndTell(context);
            assertThat(lifetimes()).isEmpty();

            // The end is stored before it is told, or else the first pass opens the judgment again.
            Stage ended = RedisHost.JUDGMENT.toBuilder()
                    .status(ExecutionStatus.SUCCEEDED)
                    .build();
            context.getBean(ExecutionRepository.class).saveStage(RedisHost.EXECUTION.id(), ended);
            context.getBean(Listeners.class).afterStage(RedisHost.EXECUTION, ended);
            assertThat(lifetimes())
                    .isNotEmpty()
                    .allSatisfy(
                            lifetime -> assertThat(lifetime).isBetween(Duration.ofMinutes(50), Duration.ofHours(1)));
        });
    }

    @Test
    void a_client_of_our_own_is_closed_with_the_application() {
        UnifiedJedis[] ours = new UnifiedJedis[1];
        hostWithUrl.run(context -> {
            ours[0] = client(context);
            assertThat(ours[0].ping()).isEqualTo("PONG");
        });

        assertThatThrownBy(() -> ours[0].ping()).isInstanceOf(JedisException.class);
        assertThat(connections()).isEqualTo(1);
    }

    @Test
    void a_client_of_our_own_is_not_seen_by_the_host() {
        hostWithUrl.run(context -> {
            assertThat(context).doesNotHaveBean(UnifiedJedis.class);
            assertThat(Arrays.stream(context.getBeanDefinitionNames())
                            .filter(name -> name.startsWith("leafnode"))
                            .map(context::getType))
                    .isNotEmpty()
                    .allMatch(type -> type.getName().startsWith("dev.leafnode."));
        });
    }

    @Test
    void the_client_of_the_host_is_used_and_stays_open() {
        try (UnifiedJedis own = newClient()) {
            withClient("own", own).run(context -> {
                assertThat(context).hasNotFailed().hasSingleBean(UnifiedJedis.class);
                assertThat(client(context)).isSameAs(own);
                RedisHost.saveAndTell(context);
                RedisHost.assertStored(context);
            });

            assertThat(own.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void the_primary_client_among_several_is_used() {
        try (UnifiedJedis first = newClient();
                UnifiedJedis second = newClient()) {
            withClient("first", first)
                    .withBean("second", UnifiedJedis.class, () -> second, definition -> definition.setPrimary(true))
                    .run(context -> assertThat(client(context)).isSameAs(second));
        }
    }

    @Test
    void one_client_among_several_is_not_guessed_at_where_a_url_says_it() {
        try (UnifiedJedis first = newClient();
                UnifiedJedis second = newClient()) {
            withClient("first", first)
                    .withBean("second", UnifiedJedis.class, () -> second)
                    .withPropertyValues("leafnode.redis.url=" + server.uri())
                    .run(context -> assertThat(client(context)).isNotIn(first, second));
        }
    }

    @Test
    void a_url_beside_the_client_of_the_host_is_refused() {
        try (UnifiedJedis own = newClient()) {
            withClient("own", own)
                    .withPropertyValues("leafnode.redis.url=" + server.uri())
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .isInstanceOf(StoreSelectionException.class)
                            .hasMessageStartingWith("leafnode.redis.url: expected none beside"));
        }
    }

    @Test
    void a_client_that_the_host_keeps_to_itself_is_left_alone() {
        try (UnifiedJedis own = newClient()) {
            host.withBean("own", UnifiedJedis.class, () -> own, definition -> definition.setAutowireCandidate(false))
                    .withPropertyValues("leafnode.redis.url=" + server.uri())
                    .run(context -> assertThat(client(context)).isNotSameAs(own));
        }
    }

    @Test
    void nothing_in_redis_is_part_of_a_transaction_of_the_host() {
        AtomicReference<Thread> by = new AtomicReference<>();
        hostWithUrl.run(context -> {
            TransactionSynchronizationManager.setActualTransactionActive(true);
            try {
                context.getBean(Isolation.class).run(() -> by.set(Thread.currentThread()));
            } finally {
                TransactionSynchronizationManager.setActualTransactionActive(false);
            }
        });

        assertThat(by.get().getName()).startsWith("leafnode-call-");
    }

    @Test
    void off_means_no_bean_and_no_connection() {
        long before = received();

        hostWithUrl
                .withPropertyValues("leafnode.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(RedisClient.class));
        assertThat(received()).isEqualTo(before);

        hostWithUrl.run(context -> client(context).ping());
        assertThat(received()).isGreaterThan(before);
    }

    @Test
    void memory_when_asked_for_leaves_redis_alone() {
        long before = received();

        hostWithUrl
                .withPropertyValues("leafnode.store=memory")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(RedisClient.class)
                        .hasSingleBean(ExecutionRepository.class));
        assertThat(received()).isEqualTo(before);
    }

    @Test
    void a_judgment_repository_of_the_host_leaves_redis_alone() {
        InMemoryStore own = new InMemoryStore(WaitRules.DEFAULT, Clock.systemUTC());
        hostWithUrl
                .withBean(JudgmentRepository.class, own::judgments)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RedisClient.class));
    }

    private ApplicationContextRunner withClient(String name, UnifiedJedis client) {
        return host.withBean(name, UnifiedJedis.class, () -> client, definition -> definition.setDestroyMethodName(""));
    }

    private static UnifiedJedis newClient() {
        return RedisClient.connect(
                        new RedisAddress(Set.of(HostAndPort.from(server.hostAndPort())), false, false, 0, null, null),
                        Duration.ofSeconds(1))
                .jedis();
    }

    /** How long each key has still to live that ends by itself, but for the lease of the reconciler. */
    private static List<Duration> lifetimes() {
        return operator.keys("*").stream()
                .filter(key -> !key.endsWith("lease"))
                .map(operator::pttl)
                .filter(millis -> millis >= 0)
                .map(Duration::ofMillis)
                .toList();
    }

    /** How many connections the server has ever taken. */
    private static long received() {
        return number("stats", "total_connections_received");
    }

    /** How many connections the server has now, the operator's among them. */
    private static long connections() {
        return number("clients", "connected_clients");
    }

    private static long number(String section, String name) {
        return List.of(operator.info(section).split("\r\n")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
