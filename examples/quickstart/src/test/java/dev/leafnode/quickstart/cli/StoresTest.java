package dev.leafnode.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leafnode.quickstart.QuickstartApplication;
import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.test.servers.MariaDbProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

class StoresTest {

    private static final Path SHARED_FIXTURE = Path.of("../../../shared/fixtures/nested-three-levels.json");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres", "redis", "redis-cluster"})
    void once_is_as_the_design_says_and_leaves_nothing_behind(String store) {
        Run run = Run.of("--once", "--store", store);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("All as the design says.");
        assertThat(run.status()).isZero();
        String directory = run.out().lines().findFirst().orElseThrow().replaceAll("^.* in (.*)\\.\\.\\.$", "$1");
        assertThat(Path.of(directory)).isAbsolute().doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres", "redis", "redis-cluster"})
    @Tag("heavy")
    void once_can_run_again_on_data_that_is_kept(String store) throws IOException {
        String[] arguments = {"--once", "--store", store, "--data", folder.toString()};

        assertThat(Run.of(arguments).status()).isZero();
        assertThat(Run.of(arguments).status()).isZero();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isNotEmpty();
        }
    }

    @Test
    @Tag("heavy")
    void once_is_as_the_design_says_on_mariadb_and_leaves_nothing_behind() {
        once_is_as_the_design_says_and_leaves_nothing_behind("mariadb");
    }

    @Test
    @Tag("heavy")
    void once_can_run_again_on_what_mariadb_has_kept() throws IOException {
        once_can_run_again_on_data_that_is_kept("mariadb");
    }

    @Test
    @Tag("heavy")
    void mariadb_is_the_one_that_the_environment_names() throws Exception {
        try (MariaDbProcess server = MariaDbProcess.start()) {
            Run run = inAProcess("mariadb", StoreChoice.MARIADB_URL, server.url("named"));

            assertThat(run.status()).as(run.out()).isZero();
            assertThat(run.out())
                    .contains("Starting on the database of LEAFNODE_MARIADB_URL...", "All as the design says.");
        }
    }

    @Test
    void redis_is_the_one_that_the_environment_names() throws Exception {
        try (RedisServer server = RedisServer.start();
                RedisClient client = RedisClient.create(server.host(), server.port())) {
            Run run = inAProcess("redis", StoreChoice.REDIS_URL, server.uri());

            assertThat(run.status()).as(run.out()).isZero();
            assertThat(run.out()).contains("Starting on the Redis of LEAFNODE_REDIS_URL...", "All as the design says.");
            assertThat(client.dbSize()).isPositive();
        }
    }

    @Test
    void a_redis_that_is_away_is_said_at_the_end() throws Exception {
        RedisServer server = RedisServer.start();
        server.close();

        Run run = inAProcess("redis", StoreChoice.REDIS_URL, server.uri());

        assertThat(run.status()).as(run.out()).isEqualTo(2);
        assertThat(run.out().lines().reduce("", (before, line) -> line))
                .startsWith("The application did not start: ")
                .contains(server.hostAndPort());
    }

    @Test
    void the_same_file_can_be_imported_twice() throws Exception {
        String file = QuickstartCommandTest.resource("three-levels.json").toString();
        String[] arguments = {"--once", "--data", folder.toString(), "--import", file};

        assertThat(Run.of(arguments).status()).isZero();
        Run second = Run.of(arguments);

        assertThat(second.err()).isEmpty();
        assertThat(second.status()).isZero();
        assertThat(second.out()).contains("Strategy (dep-stage-2) ->", "Deploy (rel-stage-1) ->");
    }

    @Test
    void data_that_another_one_uses_are_left_alone() {
        try (DataDirectory used = DataDirectory.kept(folder)) {
            Run run = Run.of("--once", "--data", used.path().toString());

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .contains(folder.toString(), "is used by another quickstart")
                    .hasLineCount(1);
        }
    }

    @Test
    void a_data_directory_that_cannot_be_made_is_said_in_a_line() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Run run = Run.of("--once", "--data", file.resolve("below").toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(file.toString()).hasLineCount(1);
    }

    @Test
    void the_shared_execution_shows_its_leaf_on_both_ancestors() {
        assumeTrue(Files.exists(SHARED_FIXTURE), () -> "There is no " + SHARED_FIXTURE.toAbsolutePath());
        Run run = Run.of("--once", "--store=memory", "--import", SHARED_FIXTURE.toString());

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains(
                        "(688c9a20-93fb-40e6-8ddb-fb8274f1bc6f) ->",
                        "(d0806fba-5fce-4198-aab6-bd3d4e7678c3) ->",
                        "\"leafnodePipelineExecutionId\": \"3e0c2e5c-fd3c-4e4d-934e-e315066cbde9\"");
    }

    /** What a run in a process of its own said, all of it together. */
    private static Run inAProcess(String store, String variable, String url) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                QuickstartApplication.class.getName(),
                "--once",
                "--store=" + store);
        command.environment().put(variable, url);
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said, "");
    }
}
