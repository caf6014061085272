package dev.leafnode.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.quickstart.QuickstartApplication;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocaleTest {

    @TempDir
    private Path folder;

    @Test
    void names_are_shown_as_they_are_where_the_locale_knows_ascii_only() throws Exception {
        Path file = Files.writeString(folder.resolve("execution.json"), """
                {"type": "PIPELINE", "id": "e1", "application": "caf\\u00e9", "name": "\\ud83d\\ude80", "status": "RUNNING",
                 "stages": [], "trigger": {"type": "manual"}}
                """);
        ProcessBuilder quickstart = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        QuickstartApplication.class.getName(),
                        "--once",
                        "--store=memory",
                        "--import=" + file)
                .redirectErrorStream(true);
        quickstart.environment().put("LC_ALL", "C");
        Process process = quickstart.start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(shown).isZero();
        assertThat(shown).contains("caf\u00e9").contains("\ud83d\ude80");
    }
}
