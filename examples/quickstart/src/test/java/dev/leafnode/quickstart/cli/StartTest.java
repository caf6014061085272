package dev.leafnode.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {

    @TempDir
    private Path folder;

    @Test
    void a_database_that_cannot_be_opened_is_said_in_a_line() throws IOException {
        Files.writeString(folder.resolve("h2.mv.db"), "no database".repeat(1_000));

        Run run = Run.of("--once", "--data=" + folder);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("The application did not start: ")
                .contains(folder.resolve("h2").toString())
                .doesNotContain("Error creating bean")
                .hasLineCount(1);
    }

    @Test
    void a_path_that_h2_cannot_take_is_said_in_a_line() {
        Path path = folder.resolve("one;two");

        Run run = Run.of("--once", "--data=" + path);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(path.toString(), "H2 takes no ';'").hasLineCount(1);
    }

    @Test
    void a_store_without_files_leaves_the_data_directory_alone() {
        Path unused = folder.resolve("unused");
        try (DataDirectory usedByAnother = DataDirectory.kept(folder.resolve("used"))) {
            assertThat(Run.of("--once", "--store=memory", "--data=" + usedByAnother.path())
                            .status())
                    .isZero();
        }
        assertThat(Run.of("--once", "--store=memory", "--data=" + unused).status())
                .isZero();
        assertThat(unused).doesNotExist();
    }
}
