package dev.leafnode.json;

import static dev.leafnode.json.Json.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.model.Execution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomExecutionsTest {

    private final ExecutionJson json = new ExecutionJson();

    @Test
    void any_execution_survives() throws Exception {
        for (int seed = 0; seed < 2_000; seed++) {
            String text = new RandomJson(seed).execution();
            Execution execution = json.read(text);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            json.write(execution, bytes);

            assertThat(tree(json.write(execution)))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(tree(text));
            assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(json.write(execution));
            assertThat(json.read(new ByteArrayInputStream(bytes.toByteArray()))).isEqualTo(execution);
            execution
                    .stages()
                    .forEach(stage ->
                            assertThat(json.readStage(json.writeStage(stage))).isEqualTo(stage));
        }
    }

    @Test
    void many_threads_share_a_reader_and_writer() {
        List<String> texts = IntStream.range(0, 200)
                .mapToObj(seed -> new RandomJson(seed).execution())
                .toList();

        assertThat(texts.parallelStream().map(json::read).map(json::write).toList())
                .isEqualTo(texts.stream().map(json::read).map(json::write).toList());
    }
}
