package dev.leafnode.json;

import static dev.leafnode.json.Json.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leafnode.model.Execution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real executions, when a folder {@code shared/fixtures} with some lies beside the repository. */
class SharedFixturesTest {

    private final ExecutionJson json = new ExecutionJson();

    @Test
    void every_real_execution_survives() throws IOException {
        for (Path file : fixtures()) {
            Execution execution;
            try (InputStream in = Files.newInputStream(file)) {
                execution = json.read(in);
            }

            assertThat(tree(json.write(execution))).as(file.toString()).isEqualTo(tree(Files.readString(file)));
            assertThat(json.read(json.write(execution))).as(file.toString()).isEqualTo(execution);
        }
    }

    @Test
    void the_three_level_execution_knows_its_parents() throws IOException {
        Path file = fixtures().get(0).resolveSibling("nested-three-levels.json");
        assumeTrue(Files.exists(file), () -> file + " is not there");
        Execution leaf = json.read(Files.readString(file));
        Execution middle = leaf.trigger().parentExecution();

        assertThat(leaf.trigger().parentStageId()).isEqualTo("688c9a20-93fb-40e6-8ddb-fb8274f1bc6f");
        assertThat(middle.stage("688c9a20-93fb-40e6-8ddb-fb8274f1bc6f")).isPresent();
        assertThat(middle.trigger().parentStageId()).isEqualTo("d0806fba-5fce-4198-aab6-bd3d4e7678c3");
        assertThat(middle.trigger().parentExecution().trigger().type()).isEqualTo("cron");
    }

    private static List<Path> fixtures() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Optional<Path> folder = Stream.iterate(here, path -> path != null, Path::getParent)
                .limit(4)
                .map(path -> path.resolve("shared").resolve("fixtures"))
                .filter(Files::isDirectory)
                .findFirst();
        assumeTrue(folder.isPresent(), () -> "no folder shared/fixtures in " + here + " or the three folders above");
        try (Stream<Path> files = Files.list(folder.orElseThrow())) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            assumeTrue(!found.isEmpty(), () -> "no .json file in " + folder.orElseThrow());
            return found;
        }
    }
}
