package dev.leafnode.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.quickstart.QuickstartApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process is killed while people are awaited, and started again on the same data. */
@Tag("heavy")
class KilledTest {

    private static final String LAST_LINE = "Stop ";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"h2", "redis", "redis-cluster"})
    void a_killed_quickstart_goes_on_with_the_same_executions(String store) throws Exception {
        List<String> before = tablesOfAKilledRun(store);
        List<String> after = tablesOfAKilledRun(store);

        assertThat(before)
                .anyMatch(line -> line.startsWith("| P1 "))
                .anyMatch(line -> line.contains("leafnodeApplicationName"));
        assertThat(after).isEqualTo(before);
    }

    private List<String> tablesOfAKilledRun(String store) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        QuickstartApplication.class.getName(),
                        "--port=0",
                        "--store=" + store,
                        "--data=" + folder)
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.startsWith(LAST_LINE)) {
                lines.add(line);
                line = output.readLine();
            }
            assertThat(line).as(String.join("\n", lines)).isNotNull();
        } finally {
            process.destroyForcibly().waitFor();
        }
        return lines.stream().filter(line -> line.startsWith("|")).toList();
    }
}
