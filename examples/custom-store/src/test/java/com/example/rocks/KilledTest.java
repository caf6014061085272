package com.example.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.StageKey;
import dev.leafnode.model.WaitingJudgment;
import dev.leafnode.repository.JudgmentQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KilledTest {

    private static final int ENOUGH = 200;

    @TempDir
    private Path directory;

    @Test
    @Timeout(60)
    void what_was_done_when_the_process_was_killed_stays_done() throws IOException, InterruptedException {
        int last = lastOfAKilledProcess();
        try (RocksDatabase database = new RocksDatabase(directory)) {
            JudgmentQuery query = JudgmentQuery.all().withLimit(JudgmentQuery.MAX_LIMIT);
            List<String> open = database.judgments().search(query).judgments().stream()
                    .map(WaitingJudgment::judgment)
                    .map(judgment -> judgment.key().stage())
                    .map(StageKey::executionId)
                    .toList();
            for (int i = 0; i <= last; i++) {
                assertThat(open.contains("leaf " + i)).as("leaf %d is open", i).isEqualTo(i % 2 == 0);
            }
            assertThat(database.judgments().links(List.of("root")))
                    .singleElement()
                    .satisfies(link -> assertThat(link.count()).isEqualTo(open.size()));
        }
    }

    private int lastOfAKilledProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpeningProcess.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        int last = -1;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            while (last < ENOUGH) {
                last = Integer.parseInt(output.readLine());
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return last;
    }
}
