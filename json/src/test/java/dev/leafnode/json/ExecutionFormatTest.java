package dev.leafnode.json;

import static dev.leafnode.json.Json.execution;
import static dev.leafnode.json.Json.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExecutionFormatTest {

    private final ExecutionJson json = new ExecutionJson();

    @Test
    void what_is_no_json_object_is_refused() {
        assertRefused("", "execution: expected a JSON object, got nothing");
        assertRefused(" \n", "execution: expected a JSON object, got nothing");
        assertRefused("[]", "execution: expected a JSON object, got an array");
        assertRefused("null", "execution: expected a JSON object, got null");
        assertRefused("17", "execution: expected a JSON object, got 17");
        assertRefused("\"x\"", "execution: expected a JSON object, got the string 'x'");
        assertRefused("hello", "execution: expected well-formed JSON", "line 1, column 6", "'hello'");
        assertRefused("\u001F\uFFFD", "execution: expected well-formed JSON");
    }

    @Test
    void a_broken_document_is_refused_with_its_place_and_id() {
        String broken = execution("\"stages\":[" + stage("s1") + ",{\"context\":{\"a\":[1,2,}}]");

        assertRefused(broken, "execution e1: stages", "context.a[2]", "line 1, column");
        assertRefused(execution("\"x\":[").replace("}", ""), "execution e1: x[0]: expected well-formed JSON");
        assertRefused(execution("\"x\":NaN"), "execution e1: x: expected well-formed JSON");
    }

    @Test
    void broken_encodings_are_refused() {
        byte[] text = execution("\"x\":\"?\"").getBytes(StandardCharsets.US_ASCII);
        text[text.length - 3] = (byte) 0xFF;
        byte[] utf32 = {0, 0, 0, '{', 0, 0x7F, 0, 0};

        assertThatExceptionOfType(ExecutionFormatException.class)
                .isThrownBy(() -> json.read(new ByteArrayInputStream(text)))
                .withMessageContaining("execution e1: x: expected well-formed JSON")
                .withMessageContaining("0xff");
        assertThatExceptionOfType(ExecutionFormatException.class)
                .isThrownBy(() -> json.read(new ByteArrayInputStream(utf32)))
                .withMessageContaining("UTF-32");
    }

    @Test
    void a_name_with_half_a_pair_of_surrogates_is_read_from_text_but_refused_from_bytes() {
        String text = execution("\"\\udc00\":1");

        assertThat(json.read(text).extra()).containsEntry("\udc00", 1);
        assertThatExceptionOfType(ExecutionFormatException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("surrogate");
    }

    @Test
    void trailing_content_is_refused() {
        assertRefused(execution() + "{}", "execution e1: expected nothing after its end, got an object");
        assertRefused(execution() + " 1", "execution e1: expected nothing after its end, got 1");
        assertRefused(execution() + "x", "execution e1: expected well-formed JSON");
        assertThat(json.read(execution() + " \n\t").id()).isEqualTo("e1");
    }

    @Test
    void missing_fields_are_refused() {
        assertRefused("{}", "execution: id: expected a string, got nothing");
        assertRefused(execution("\"id\":null"), "execution: id: expected a string, got null");
        assertRefused(
                execution().replace("application", "a"), "execution e1: application: expected a string, got nothing");
        assertRefused(execution().replace("status", "s"), "execution e1: status: expected a string, got nothing");
        assertRefused(execution().replace("type", "t"), "execution e1: type: expected a string, got nothing");
        assertRefused(inStages("{}"), "execution e1: stages[1].id: expected a string, got nothing");
        assertRefused(inStages("{\"id\":\"s\"}"), "execution e1: stages[1].type: expected a string, got nothing");
        assertRefused(
                inStages("{\"id\":\"s\",\"type\":\"t\"}"),
                "execution e1: stages[1].status: expected a string, got nothing");
        assertRefused(
                inStages(stage("s", "\"tasks\":[{\"id\":\"1\"}]")),
                "execution e1: stages[1].tasks[0].status: expected a string, got nothing");
    }

    @Test
    void fields_of_other_types_are_refused() {
        assertRefused(execution("\"id\":7"), "execution: id: expected a string, got 7");
        assertRefused(execution("\"name\":{}"), "execution e1: name: expected a string, got an object");
        assertRefused(execution("\"status\":[]"), "execution e1: status: expected a string, got an array");
        assertRefused(
                execution("\"trigger\":\"me\""), "execution e1: trigger: expected an object, got the string 'me'");
        assertRefused(execution("\"stages\":{}"), "execution e1: stages: expected an array of objects, got an object");
        assertRefused(inStages("null"), "execution e1: stages[1]: expected an object, got null");
        assertRefused(inStages(stage("s", "\"context\":[]")), "stages[1].context: expected an object, got an array");
        assertRefused(
                inStages(stage("s", "\"requisiteStageRefIds\":[\"1\",2]")),
                "execution e1: stages[1].requisiteStageRefIds[1]: expected a string, got 2");
    }

    @Test
    void times_that_are_no_integers_are_refused() {
        String expected = ": expected an integer (milliseconds since the epoch), got ";
        assertRefused(execution("\"startTime\":\"soon\""), "execution e1: startTime" + expected + "the string 'soon'");
        assertRefused(execution("\"endTime\":1.5"), "execution e1: endTime" + expected + "1.5");
        assertRefused(execution("\"buildTime\":1e999999998"), "execution e1: buildTime" + expected + "1E+999999998");
        assertRefused(
                inStages(stage("s", "\"startTime\":9223372036854775808")),
                "execution e1: stages[1].startTime" + expected + "9223372036854775808");
    }

    @Test
    void ids_and_names_over_their_length_are_refused() {
        String tooLong = "x".repeat(65);
        assertRefused(execution("\"id\":\"" + tooLong + "\""), "execution id", "expected 1 to 64 characters, got 65");
        assertRefused(execution("\"id\":\"\""), "expected 1 to 64 characters, got 0");
        assertRefused(execution("\"id\":\"a\\u0000\""), "execution a\uFFFD", "expected no control characters");
        assertRefused(
                execution("\"status\":\"" + tooLong + "\""), "execution e1: status", "1 to 64 characters, got 65");
        assertRefused(execution("\"type\":\"" + tooLong + "\""), "execution e1: type", "1 to 64 characters, got 65");
        assertRefused(
                execution("\"application\":\"" + "x".repeat(256) + "\""),
                "execution e1: application",
                "expected 1 to 255 characters, got 256");
        assertRefused(inStages(stage(tooLong)), "execution e1: stages[1]: stage id", "1 to 64 characters, got 65");
        assertRefused(
                inStages(stage("s", "\"tasks\":[{\"id\":\"" + tooLong + "\",\"status\":\"RUNNING\"}]")),
                "execution e1: stages[1].tasks[0]: task id",
                "1 to 64 characters, got 65");
    }

    @Test
    void duplicate_stage_ids_are_refused() {
        assertRefused(
                inStages(stage("s0")),
                "execution e1: stages[1].id: expected an id of its own, got 's0', the id of stages[0]");
    }

    @Test
    void a_stage_is_refused_like_an_execution() {
        assertThatExceptionOfType(ExecutionFormatException.class)
                .isThrownBy(() -> json.readStage("[]"))
                .withMessage("stage: expected a JSON object, got an array");
        assertThatExceptionOfType(ExecutionFormatException.class)
                .isThrownBy(() -> json.readStage(stage("s1", "\"endTime\":true")))
                .withMessage("stage s1: endTime: expected an integer (milliseconds since the epoch), got true");
    }

    @Test
    void a_length_that_allows_nothing_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExecutionJson(0))
                .withMessage("maxLength: expected 1 or more, got 0");
    }

    private static String inStages(String second) {
        return execution("\"stages\":[" + stage("s0") + "," + second + "]");
    }

    private void assertRefused(String text, String... messages) {
        assertThatExceptionOfType(ExecutionFormatException.class)
                .isThrownBy(() -> json.read(text))
                .satisfies(e -> assertThat(e.getMessage()).contains(messages));
        assertThatExceptionOfType(ExecutionFormatException.class)
                .isThrownBy(() -> read(text))
                .satisfies(e -> assertThat(e.getMessage()).contains(messages));
    }

    private void read(String text) throws IOException {
        json.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bytes_in_no_known_encoding_are_no_execution() {
        byte[] bytes = {0, 0, '{', 0};
        assertThatThrownBy(() -> new ExecutionJson().read(new ByteArrayInputStream(bytes)))
                .isInstanceOf(ExecutionFormatException.class)
                .hasMessageContaining("expected JSON in UTF-8");
    }
}
