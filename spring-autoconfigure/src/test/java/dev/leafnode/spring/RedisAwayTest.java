package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.listener.Listeners;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.redis.servers.RedisCluster;
import dev.leafnode.redis.servers.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

/** An application that starts while its Redis is away, or does not let it in. */
@ExtendWith(OutputCaptureExtension.class)
class RedisAwayTest {

    private static final String SECRET = "Passw0rt";

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** What two busy cores may take to wake a thread whose time is over. */
    private static final Duration SLACK = Duration.ofMillis(500);

    private final ApplicationContextRunner host = RedisHost.withoutConnection();

    @Test
    void the_engine_goes_on_when_redis_does_not_let_us_in_and_somebody_can_read_why(CapturedOutput output) {
        try (RedisServer server = RedisServer.start("--requirepass", SECRET)) {
            host.withPropertyValues("leafnode.redis.url=" + server.uri(), "leafnode.redis.password=Wr0ng")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertEventIsLost(context);
                    });
        }
        assertThat(output).contains("WRONGPASS invalid username-password pair").doesNotContain("Wr0ng", SECRET);
    }

    @Test
    void the_application_starts_without_redis_and_finds_it_later() {
        try (RedisServer server = RedisServer.start()) {
            server.kill();
            host.withPropertyValues("leafnode.redis.url=" + server.uri()).run(context -> {
                assertThat(context).hasNotFailed();
                assertEventIsLost(context);

                server.startAgain();

                RedisHost.saveAndTell(context);
                RedisHost.assertStored(context);
            });
        }
    }

    @Test
    void the_application_starts_without_its_cluster_and_finds_it_later() {
        try (RedisCluster cluster = RedisCluster.start(3, 0)) {
            cluster.nodes().forEach(RedisServer::freeze);
            host.withPropertyValues("leafnode.redis.cluster.nodes=" + String.join(",", cluster.seeds()))
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertEventIsLost(context);

                        cluster.nodes().forEach(RedisServer::thaw);
                        cluster.awaitHealthy();

                        await().ignoreExceptions().untilAsserted(() -> {
                            RedisHost.saveAndTell(context);
                            RedisHost.assertStored(context);
                        });
                    });
        }
    }

    @Test
    void a_cluster_that_does_not_let_us_in_says_why(CapturedOutput output) {
        try (RedisCluster cluster = RedisCluster.start(3, 0)) {
            host.withPropertyValues(
                            "leafnode.redis.cluster.nodes=" + String.join(",", cluster.seeds()),
                            "leafnode.redis.user=nobody",
                            "leafnode.redis.password=Wr0ng")
                    .run(RedisAwayTest::assertEventIsLost);
        }
        assertThat(output).contains("WRONGPASS invalid username-password pair").doesNotContain("Wr0ng");
    }

    /** The engine notices nothing but the time, which is bounded. */
    private static void assertEventIsLost(ApplicationContext context) {
        long start = System.nanoTime();
        context.getBean(Listeners.class).beforeStage(RedisHost.EXECUTION, RedisHost.JUDGMENT);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(SLACK));
        assertThat(context.getBean(JudgmentNavigationListener.class).failures()).isEqualTo(1);
    }
}
