package dev.leafnode.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonAssemblerTest {

    private final JsonAssembler assembler = new JsonAssembler();

    @Test
    void pieces_become_the_value_that_a_copy_would_be() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("none", null);
        expected.put("list", Arrays.asList(1, null, Map.of("pi", new BigDecimal("3.14"))));
        assembler.startObject();
        assembler.name("none");
        assembler.value(null);
        assembler.name("list");
        assembler.startArray();
        assembler.value(1);
        assembler.value(null);
        assembler.startObject();
        assembler.name("pi");
        assembler.value(3.14);
        assembler.end();
        assembler.end();
        assembler.end();
        assertThat(assembler.isComplete()).isTrue();
        assertThat(assembler.take()).isEqualTo(expected).hasSameHashCodeAs(expected);
    }

    @Test
    void a_model_takes_what_was_assembled_as_it_is() {
        Map<String, Object> context = fields(2);
        Stage stage = Stage.builder("s", "wait").context(context).build();
        assertThat(stage.context()).isSameAs(context);
    }

    @Test
    void of_equal_names_the_last_value_counts_at_the_place_of_the_first_however_many_there_are() {
        for (int count : List.of(1, 16, 17, 100)) {
            startFields(count);
            assembler.name("n0");
            assembler.value("last");
            assembler.end();
            Map<String, Object> object = object(assembler.take());
            assertThat(object).hasSize(count).containsEntry("n0", "last").doesNotContainKey("n" + count);
            assertThat(object.keySet()).startsWith("n0").last().isEqualTo("n" + (count - 1));
            assertThat(object.get("n" + (count - 1))).isEqualTo(count == 1 ? "last" : count - 1);
        }
    }

    @Test
    void nothing_can_change_an_object_however_large() {
        for (int count : List.of(3, 30)) {
            Map<String, Object> object = fields(count);
            refused(() -> object.put("n0", 7));
            refused(() -> object.remove("n0"));
            refused(object::clear);
            refused(() -> object.keySet().remove("n0"));
            refused(() -> object.entrySet().iterator().next().setValue(7));
            assertThat(object).hasSize(count).containsEntry("n0", 0);
        }
    }

    @Test
    void pieces_out_of_order_are_refused() {
        assertThatIllegalStateException().isThrownBy(assembler::end);
        assertThatIllegalStateException().isThrownBy(assembler::take);
        assertThatIllegalStateException().isThrownBy(() -> assembler.name("n"));
        assembler.startObject();
        assertThatIllegalStateException().isThrownBy(() -> assembler.value(1));
        assembler.name("n");
        assertThatIllegalStateException().isThrownBy(() -> assembler.name("m"));
        assertThatIllegalStateException().isThrownBy(assembler::end);
        assembler.value(1);
        assertThatIllegalStateException().isThrownBy(assembler::take);
        assembler.end();
        assertThatIllegalStateException().isThrownBy(() -> assembler.value(2));
        assertThat(assembler.take()).isEqualTo(Map.of("n", 1));
    }

    @Test
    void what_is_nested_too_deep_or_is_no_json_is_refused() {
        for (int level = 0; level < JsonValues.MAX_DEPTH; level++) {
            assembler.startArray();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(assembler::startArray)
                .withMessage("value: expected at most 1000 nested levels, got more");
        assertThatIllegalArgumentException().isThrownBy(() -> assembler.value(new Object()));
    }

    private Map<String, Object> fields(int count) {
        startFields(count);
        assembler.end();
        return object(assembler.take());
    }

    private void startFields(int count) {
        assembler.startObject();
        for (int i = 0; i < count; i++) {
            assembler.name("n" + i);
            assembler.value(i);
        }
    }

    private static void refused(Runnable change) {
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(change::run);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }
}
