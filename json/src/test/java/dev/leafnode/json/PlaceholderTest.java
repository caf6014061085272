package dev.leafnode.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceholderTest {

    @Test
    void a_placeholder_holds_its_text() {
        assertThat(new Placeholder("text").text()).isEqualTo("text");
    }
}
