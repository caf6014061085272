package dev.leafnode.store.tck.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocsTest {

    @Test
    void the_examples_in_the_docs_are_those_that_pass_the_tests() throws IOException {
        assertThat(read("../docs/stores.md"))
                .contains(block("/**", "MapJudgmentRepository"))
                .contains(block("class ", "MapJudgmentRepositoryTest"));
    }

    /** A source without its package and its imports, as a block of code. */
    private static String block(String start, String example) throws IOException {
        String source = read("src/test/java/dev/leafnode/store/tck/example/" + example + ".java");
        return "```java\n" + source.substring(source.indexOf("\n" + start) + 1).strip() + "\n```";
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    }
}
