package dev.leafnode.json;

import static dev.leafnode.json.Json.execution;
import static dev.leafnode.json.Json.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.navigation.Others;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private final ExecutionJson json = new ExecutionJson();

    @Test
    void a_thousand_levels_are_read_and_written_and_one_more_is_refused() {
        for (String deepest : List.of(nested(999), "{\"a\":".repeat(999) + "1" + "}".repeat(999))) {
            Execution execution = json.read(execution("\"x\":" + deepest));

            assertThat(json.read(json.write(execution))).isEqualTo(execution);
        }
        assertRefused(execution("\"x\":" + nested(1_000)), "execution e1: x[0][0]", "1000");
    }

    @Test
    void ten_thousand_levels_are_refused() {
        assertRefused(execution("\"x\":" + nested(10_000)), "execution e1: x[0][0]", "1000");
        assertRefused("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000), "execution: a.a.a.a", "1000");
        String parents = "{\"trigger\":{\"parentExecution\":".repeat(5_000) + "1" + "}}".repeat(5_000);
        assertRefused(parents, "execution: trigger.parentExecution.trigger", "1000");
    }

    @Test
    void parents_as_deep_as_the_levels_allow_survive() {
        String text = json.write(chain(499));
        Execution execution = json.read(text);

        assertThat(json.write(execution)).isEqualTo(text);
        int parents = 0;
        for (Execution at = execution; at.trigger().parentExecution() != null; parents++) {
            at = at.trigger().parentExecution();
        }
        assertThat(parents).isEqualTo(499);
    }

    @Test
    void what_could_not_be_read_again_is_not_written() {
        assertThatExceptionOfType(ExecutionFormatException.class)
                .isThrownBy(() -> json.write(chain(501)))
                .withMessageContaining("1000");
    }

    @Test
    void what_was_read_can_be_written_in_a_list_with_the_view() throws Exception {
        Stage deepest = json.readStage(stage("s1", "\"x\":" + nested(999)));
        Execution execution =
                Execution.builder("e1", "app").stages(List.of(deepest)).build();

        new ExecutionViewJson().writeAll(List.of(execution), Map.of(), true, OutputStream.nullOutputStream());
        new ExecutionViewJson()
                .write(execution, Others.of(execution, List.of()), true, OutputStream.nullOutputStream());
    }

    @Test
    void an_endless_document_is_refused_after_64_mebibytes() {
        byte[] start = execution("\"x\":[").replace("}", "").getBytes(StandardCharsets.UTF_8);
        CountingSpaces spaces = new CountingSpaces();

        assertThatExceptionOfType(ExecutionFormatException.class)
                .isThrownBy(() -> json.read(new SequenceInputStream(new ByteArrayInputStream(start), spaces)))
                .withMessageContaining("execution e1: x")
                .withMessageContaining(String.valueOf(ExecutionJson.DEFAULT_MAX_LENGTH));
        assertThat(spaces.count).isLessThan(ExecutionJson.DEFAULT_MAX_LENGTH + 100_000);
    }

    @Test
    void the_length_of_documents_can_be_set() {
        ExecutionJson strict = new ExecutionJson(execution().length());

        assertThat(strict.read(execution()).id()).isEqualTo("e1");
        assertThatExceptionOfType(ExecutionFormatException.class)
                .isThrownBy(() -> strict.read(execution() + " "))
                .withMessage("execution: expected at most %d characters, got %d"
                        .formatted(execution().length(), execution().length() + 1));
        assertThatExceptionOfType(ExecutionFormatException.class)
                .isThrownBy(() -> strict.read(new SequenceInputStream(
                        new ByteArrayInputStream(execution().getBytes(StandardCharsets.UTF_8)), new CountingSpaces())));
    }

    @Test
    void numbers_and_names_and_strings_have_limits() {
        assertRefused(execution("\"x\":" + "1".repeat(1_001)), "execution e1: x", "1000");
        assertRefused(execution("\"x\":0." + "1".repeat(1_001)), "execution e1: x", "1000");
        assertRefused(execution("\"x\":[1e99999999999]"), "execution e1: x[0]", "exponent out of range");
        assertRefused(execution("\"x\":1e2147483647"), "execution e1: x", "exponent out of range");
        assertRefused(execution("\"x\":1e-2147483647"), "execution e1: x", "exponent out of range");
        assertRefused(execution("\"" + "x".repeat(50_001) + "\":1"), "execution e1", "50000");
        assertRefused(execution("\"x\":\"" + "x".repeat(20_100_000) + "\""), "execution e1: x", "20000000");
    }

    @Test
    void millions_of_tiny_values_are_refused() {
        assertRefused(execution("\"x\":[" + "{},".repeat(2_100_000) + "1]"), "execution e1: x[", "4000000");
    }

    @Test
    void exponents_cost_nothing() throws Exception {
        Execution execution = json.read(execution("\"x\":[1e999999998,1e-999999998,10.5e999999997]"));

        assertThat(json.read(json.write(execution))).isEqualTo(execution).hasSameHashCodeAs(execution);
        assertThat(json.write(execution)).hasSizeLessThan(200);
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static Execution chain(int parents) {
        Execution execution = Execution.builder("e0", "app").build();
        for (int i = 1; i <= parents; i++) {
            execution = Execution.builder("e" + i, "app")
                    .trigger(Trigger.snapshot(execution, "s" + i))
                    .build();
        }
        return execution;
    }

    private void assertRefused(String text, String... messages) {
        assertThatExceptionOfType(ExecutionFormatException.class)
                .isThrownBy(() -> json.read(text))
                .satisfies(e -> assertThat(e.getMessage()).contains(messages).hasSizeLessThan(600));
    }

    /** Blanks without an end. */
    private static final class CountingSpaces extends InputStream {

        private long count;

        @Override
        public int read() {
            count++;
            return ' ';
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            Arrays.fill(bytes, offset, offset + length, (byte) ' ');
            count += length;
            return length;
        }
    }
}
