package dev.leafnode.redis.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisServerTest {

    @TempDir
    private Path folder;

    @Test
    void a_server_answers_and_is_gone_with_its_data_when_it_is_closed() {
        RedisServer server = RedisServer.start();
        try (Jedis jedis = client(server)) {
            assertThat(jedis.set("key", "value")).isEqualTo("OK");
            assertThat(jedis.info("server")).contains("redis_version:7.0.15", "process_id:" + server.pid());
        }
        assertThat(server.version()).isEqualTo("7.0.15");
        Path program = Path.of(
                ProcessHandle.of(server.pid()).orElseThrow().info().command().orElseThrow());

        server.close();
        server.close();

        assertThat(server.isAlive()).isFalse();
        assertThat(program.getParent()).doesNotExist();
        assertThatThrownBy(() -> ping(server)).isInstanceOf(JedisConnectionException.class);
    }

    @Test
    void a_killed_server_starts_again_at_the_same_place_without_what_it_did_not_write() {
        try (RedisServer server = RedisServer.start()) {
            put(server, "key", "value");

            server.kill();
            assertThat(server.isAlive()).isFalse();
            assertThatThrownBy(() -> ping(server)).isInstanceOf(JedisConnectionException.class);
            server.startAgain();

            assertThat(get(server, "key")).isNull();
        }
    }

    @Test
    void a_killed_server_that_appends_to_a_file_starts_again_with_what_it_was_told() {
        try (RedisServer server = RedisServer.start("--appendonly", "yes", "--appendfsync", "always")) {
            put(server, "key", "value");

            server.kill();
            server.startAgain();

            assertThat(get(server, "key")).isEqualTo("value");
        }
    }

    @Test
    void a_running_server_cannot_be_started_again() {
        try (RedisServer server = RedisServer.start()) {
            assertThatThrownBy(server::startAgain)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(server.uri());
        }
    }

    @Test
    void a_frozen_server_takes_connections_and_answers_when_it_goes_on() {
        try (RedisServer server = RedisServer.start()) {
            server.freeze();
            assertThat(server.isAlive()).isTrue();
            assertThatThrownBy(() -> ping(server)).hasRootCauseMessage("Read timed out");

            server.thaw();
            await().atMost(Duration.ofSeconds(10))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(ping(server)).isEqualTo("PONG"));
        }
    }

    @Test
    void a_frozen_server_can_be_killed() {
        try (RedisServer server = RedisServer.start()) {
            server.freeze();
            server.kill();
            assertThat(server.isAlive()).isFalse();
        }
    }

    @Test
    void options_are_those_of_the_configuration_file() {
        try (RedisServer server = RedisServer.start("--maxmemory", "3mb", "--maxmemory-policy", "noeviction");
                Jedis jedis = client(server)) {
            String text = "x".repeat(100_000);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 40; i++) {
                            jedis.set("key" + i, text);
                        }
                    })
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageStartingWith("OOM");
        }
    }

    @Test
    void an_option_that_does_not_exist_is_said() {
        assertThatThrownBy(() -> RedisServer.start("--no-such-option", "yes")).hasMessageContaining("no-such-option");
    }

    @Test
    void data_in_a_directory_are_there_when_another_server_starts_in_it() {
        String[] options = {"--appendonly", "yes"};
        try (RedisServer server = RedisServer.startIn(folder, options)) {
            put(server, "key", "value");
        }
        try (RedisServer server = RedisServer.startIn(folder, options)) {
            assertThat(get(server, "key")).isEqualTo("value");
        }
    }

    @Test
    void a_server_that_was_left_behind_in_a_directory_is_replaced() {
        RedisServer left = RedisServer.startIn(folder, "--appendonly", "yes", "--appendfsync", "always");
        put(left, "key", "value");

        try (RedisServer server = RedisServer.startIn(folder, "--appendonly", "yes")) {
            assertThat(left.isAlive()).isFalse();
            assertThat(get(server, "key")).isEqualTo("value");
        }
    }

    @Test
    void a_server_and_its_data_do_not_outlive_a_killed_jvm() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartedServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        URI uri = URI.create(jvm.inputReader().readLine());
        Path data;
        try (Jedis jedis = new Jedis(uri)) {
            data = Path.of(jedis.configGet("dir").get("dir"));
            assertThat(data).exists();
        }

        jvm.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThatThrownBy(() -> new Jedis(uri).connect())
                        .isInstanceOf(JedisConnectionException.class));
    }

    /** Runs until it is killed. */
    static final class StartedServer {

        private StartedServer() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println(RedisServer.start().uri());
            new CountDownLatch(1).await();
        }
    }

    @Test
    void redis_6_starts_where_its_program_runs() {
        assumeTrue(RedisVersion.V6_2.isTestedHere());
        try (RedisServer server = RedisServer.start(RedisVersion.V6_2)) {
            put(server, "key", "value");
            assertThat(get(server, "key")).isEqualTo("value");
            assertThat(server.version()).startsWith("6.2.");
        }
    }

    @Test
    void every_platform_has_a_program_of_each_version() {
        for (String platform : List.of("linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64")) {
            for (RedisVersion version : RedisVersion.values()) {
                assertThat(version.hasProgramFor(platform))
                        .as("%s for %s", version, platform)
                        .isTrue();
            }
        }
    }

    @Test
    void the_shared_server_is_the_same_for_everybody() {
        assertThat(TestRedis.standalone()).isEqualTo(TestRedis.standalone());
        try (Jedis jedis = new Jedis(URI.create(TestRedis.standalone()))) {
            assertThat(jedis.ping()).isEqualTo("PONG");
        }
    }

    private static Jedis client(RedisServer server) {
        return new Jedis(server.host(), server.port(), 500);
    }

    private static String ping(RedisServer server) {
        try (Jedis jedis = client(server)) {
            return jedis.ping();
        }
    }

    private static void put(RedisServer server, String key, String value) {
        try (Jedis jedis = client(server)) {
            jedis.set(key, value);
        }
    }

    private static String get(RedisServer server, String key) {
        try (Jedis jedis = client(server)) {
            return jedis.get(key);
        }
    }
}
