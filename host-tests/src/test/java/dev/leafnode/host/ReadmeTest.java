package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.host.readme.SmallApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ReadmeTest {

    @Test
    void the_engine_in_the_readme_is_the_one_that_passes_the_tests() throws IOException {
        String source = read("../src/test/java/dev/leafnode/host/readme/SmallEngine.java");

        assertThat(read("../../README.md"))
                .contains("```java\n"
                        + source.substring(source.indexOf("import ")).strip() + "\n```");
    }

    @Test
    void it_prints_what_shows_while_somebody_is_awaited_and_what_shows_afterwards(CapturedOutput output)
            throws IOException {
        Host.start(List.of(SmallApplication.class), Host.ON, Host.newDatabase()).close();
        String printed = output.getOut();

        assertThat(printed)
                .contains("\"others\":{\"leafnodePipelineExecutionId\":\"e2\",")
                .contains(shownInTheQuickStart());
        assertThat(printed.substring(printed.lastIndexOf("\"others\":"))).startsWith("\"others\":{}");
    }

    /** The first JSON of the page, as the program prints it. */
    private static String shownInTheQuickStart() throws IOException {
        String page = read("../../docs/quick-start.md");
        String shown = page.substring(page.indexOf("```json\n") + "```json\n".length());
        return shown.substring(0, shown.indexOf("```")).replaceAll("\\s", "");
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    }
}
