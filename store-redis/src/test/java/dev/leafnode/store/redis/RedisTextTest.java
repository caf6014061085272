package dev.leafnode.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedisTextTest {

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "a b",
            "aB",
            "a\u007fb",
            "a\tb\n\u001ec",
            "a\u0000",
            "é",
            "ü\u0308",
            "\u4e2d\u6587",
            "\ud83d\ude80",
            "half a pair \ud83d",
            "\ud83d!",
            "\uffff",
            "}{}",
            "~");

    @Test
    void what_was_written_is_read_as_it_was() {
        assertThat(TEXTS)
                .allSatisfy(text ->
                        assertThat(RedisText.read(RedisText.write(text))).isEqualTo(text));
    }

    @Test
    void scripts_see_one_byte_a_character_and_none_that_separates() {
        assertThat(TEXTS)
                .map(RedisText::write)
                .allSatisfy(written -> assertThat(written).matches("[ -\u007f]*"));
    }

    @Test
    void texts_sort_as_strings_do() {
        List<String> ids = TEXTS.stream()
                .filter(text -> text.chars().noneMatch(Character::isISOControl))
                .toList();
        assertThat(ids.stream()
                        .map(RedisText::write)
                        .sorted()
                        .map(RedisText::read)
                        .toList())
                .isEqualTo(ids.stream().sorted().toList());
    }
}
