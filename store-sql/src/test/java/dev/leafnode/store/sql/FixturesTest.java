package dev.leafnode.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leafnode.json.ExecutionJson;
import dev.leafnode.model.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Executions as a real engine wrote them, where they lie beside the repository. */
class FixturesTest {

    private static final Path FIXTURES = Path.of("..", "..", "shared", "fixtures");

    private final ExecutionJson json = new ExecutionJson();

    @Test
    void real_executions_come_back_from_the_databases_as_they_were() throws IOException {
        assumeTrue(Files.isDirectory(FIXTURES), "no executions of a real engine in " + FIXTURES.toAbsolutePath());
        for (TestDatabase database : TestDatabase.values()) {
            try (TestStore store = TestStore.on(database)) {
                for (Path fixture : fixtures()) {
                    Execution execution = json.read(Files.readString(fixture));
                    store.executions().save(execution);
                    Execution stored = store.executions().find(execution.id()).orElseThrow();
                    assertThat(stored).isEqualTo(execution);
                    assertThat(json.write(stored)).isEqualTo(json.write(execution));
                }
            }
        }
    }

    private static List<Path> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }
}
