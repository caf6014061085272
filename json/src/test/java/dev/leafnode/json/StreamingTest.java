package dev.leafnode.json;

import static dev.leafnode.json.Json.execution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Task;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamingTest {

    private final ExecutionJson json = new ExecutionJson();

    @Test
    void an_execution_of_more_than_a_megabyte_survives() throws Exception {
        Execution big = Execution.builder("big", "app")
                .stages(IntStream.range(0, 100)
                        .mapToObj(StreamingTest::bigStage)
                        .toList())
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        json.write(big, out);

        assertThat(out.size()).isGreaterThan(1_000_000);
        assertThat(json.read(new ByteArrayInputStream(out.toByteArray()))).isEqualTo(big);
    }

    @Test
    void writing_passes_its_output_on_in_pieces() throws Exception {
        int[] largest = {0};
        json.write(
                Execution.builder("big", "app")
                        .stages(List.of(bigStage(1), bigStage(2)))
                        .build(),
                new OutputStream() {
                    @Override
                    public void write(int b) {}

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        largest[0] = Math.max(largest[0], length);
                    }
                });

        assertThat(largest[0]).isBetween(1, 8_000);
    }

    @Test
    void streams_stay_open() throws Exception {
        boolean[] closed = {false};
        byte[] bytes = execution().getBytes(StandardCharsets.UTF_8);
        InputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        json.write(json.read(in), out);
        new ExecutionViewJson().writeAll(List.of(json.read(execution())), Map.of(), true, out);

        assertThat(closed[0]).isFalse();
    }

    @Test
    void a_stream_that_fails_is_no_bad_format() {
        InputStream in = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> json.read(in))
                .withMessage("gone");
    }

    @Test
    void a_list_that_breaks_off_does_not_look_complete() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Iterator<Execution> broken = List.of(1, 2).stream()
                .map(number -> {
                    if (number == 2) {
                        throw new IllegalStateException("store is gone");
                    }
                    return json.read(execution());
                })
                .iterator();

        assertThatIllegalStateException()
                .isThrownBy(() -> new ExecutionViewJson().writeAll(() -> broken, Map.of(), true, out))
                .withMessage("store is gone");
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("[{").doesNotEndWith("]");
    }

    private static Stage bigStage(int number) {
        List<Map<String, Object>> manifests = IntStream.range(0, 100)
                .mapToObj(i -> Map.<String, Object>of("name", "manifest-" + i, "text", "line\n".repeat(15), "n", i))
                .toList();
        return Stage.builder("stage-" + number, "deploy")
                .context(Map.of("manifests", manifests))
                .tasks(List.of(Task.notStarted("1", "deploy")))
                .build();
    }
}
