package dev.leafnode.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceholderTest {

    @Test
    void a_placeholder_holds_its_text() {
        assertThat(new Placeholder(null).text()).isNull();
    }
}
