package dev.leafnode.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsByHandTest {

    @TempDir
    private Path folder;

    @Test
    void the_commands_of_the_page_find_the_migrations_in_the_jar() throws Exception {
        Path jar = jar();
        Files.copy(jar, folder.resolve(jar.getFileName()));
        Block block = Page.blocks("bash").stream()
                .filter(candidate -> candidate.text().contains("jar xf"))
                .findFirst()
                .orElseThrow();

        ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-c", block.text())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        shell.environment().merge("PATH", "", (path, none) -> System.getProperty("java.home") + "/bin:" + path);
        Process process = shell.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(printed.lines()).isNotEmpty().allMatch(line -> line.matches("V\\d+__\\w+\\.sql"));
    }

    /** What other versions have left there is of no interest. */
    private static Path jar() throws IOException {
        Path jar = Page.ROOT.resolve("store-sql/target/leafnode-store-sql-%s.jar"
                .formatted(Pom.root().version()));
        assertThat(jar).as("built before this test").exists();
        return jar;
    }
}
