package dev.leafnode.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickstartCommandTest {

    private static final String MEMORY = "--store=memory";
    private static final String ONCE = "--once";

    @TempDir
    private Path folder;

    @Test
    void once_shows_both_tables_decides_everything_and_shows_them_again() {
        Run run = Run.of(MEMORY, ONCE);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsSubsequence(
                        "| pipeline | application | execution id",
                        "| P1       | A1          | ",
                        "\"leafnodePipelineApplicationName\": \"A4\"",
                        "| P4       | A4          | ",
                        "| {} ",
                        "s1 (",
                        "\"leafnodePipelineApplicationName\": \"A2\"",
                        "Continued P4",
                        "All as the design says.");
        String after = run.out().substring(run.out().indexOf("Continued"));
        assertThat(after).doesNotContain("leafnodePipelineExecutionId").containsPattern("P1 .*\\{}");
    }

    @Test
    void an_imported_execution_shows_on_the_waiting_stages_of_its_parents() throws URISyntaxException {
        Run run = Run.of(MEMORY, ONCE, "--import", resource("three-levels.json").toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsSubsequence(
                        "| release ",
                        "Deploy (rel-stage-1) ->",
                        "\"leafnodePipelineExecutionId\": \"leaf-1\"",
                        "| deploy ",
                        "Strategy (dep-stage-2) ->",
                        "\"leafnodePipelineExecutionId\": \"leaf-1\"",
                        "| strategy ",
                        "{}",
                        "All as the design says.");
    }

    @Test
    void a_port_that_is_taken_is_said_in_a_line() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Run run = Run.of(MEMORY, ONCE, "--port=" + taken.getLocalPort());

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .isEqualToIgnoringNewLines(
                            "Port %d is taken; choose another with --port.".formatted(taken.getLocalPort()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=70000", "--port=many", "--store=paper", "--unknown", "--import"})
    void an_option_that_makes_no_sense_is_refused(String option) {
        assertThat(Run.of(option).status()).isEqualTo(2);
    }

    @Test
    void help_and_version_are_not_runs() {
        assertThat(Run.of("--help").out()).contains("--port", "--once", "--store", "--data", "--import");
        assertThat(Run.of("--version").out()).startsWith("Leafnode quickstart");
    }

    @Test
    void a_file_that_is_not_there_is_said_in_a_line() {
        assertRefused(folder.resolve("nowhere.json"), "expected a file, found none");
        assertRefused(folder, "expected a file, found none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{}", "{\"id\": \"x\"}", "{\"id\": 5, \"application\": \"a\"}"})
    void a_file_that_is_no_execution_is_said_in_a_line(String content) throws IOException {
        assertRefused(Files.writeString(folder.resolve("bad.json"), content), "execution");
    }

    @Test
    void a_file_with_an_id_that_is_too_long_is_said_in_a_line() throws IOException {
        Path file = folder.resolve("long.json");
        assertRefused(Files.writeString(file, execution("x".repeat(65), "null")), "64 characters");
    }

    @Test
    void a_file_that_nests_too_deep_is_said_in_a_line() throws IOException {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        Path file = folder.resolve("deep.json");
        assertRefused(Files.writeString(file, "{\"id\": \"x\", \"extra\": " + deep + "}"), "expected");
    }

    @Test
    void an_execution_that_is_its_own_parent_is_said_in_a_line() throws IOException {
        Path file = folder.resolve("own.json");
        assertRefused(Files.writeString(file, execution("x", execution("x", "null"))), "x as its own ancestor");
        assertRefused(
                Files.writeString(file, execution("x", execution("y", execution("x", "null")))),
                "x as its own ancestor");
    }

    @Test
    void a_file_that_is_too_large_is_said_in_a_line() throws IOException {
        Path file = folder.resolve("large.json");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(64L * 1024 * 1024 + 1);
        }
        assertRefused(file, "expected at most 67108864 bytes, got 67108865");
    }

    private static String execution(String id, String parent) {
        return """
                {"type": "PIPELINE", "id": "%s", "application": "a", "status": "RUNNING", "stages": [],
                 "trigger": {"type": "pipeline", "parentPipelineStageId": "s", "parentExecution": %s}}""".formatted(id, parent);
    }

    private static void assertRefused(Path file, String why) {
        Run run = Run.of(MEMORY, ONCE, "--import", file.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(file.toString(), why).hasLineCount(1);
    }

    static Path resource(String name) throws URISyntaxException {
        URL url = QuickstartCommandTest.class.getResource("/imports/" + name);
        assertThat(url).as(name).isNotNull();
        return Path.of(url.toURI());
    }
}
