package dev.leafnode.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LeafLocationTest {

    @Test
    void a_path_of_ours_is_within_the_application_and_another_url_is_not() {
        assertThat(new LeafLocation("/leafnode/pipelines/{executionId}", true).of("/engine", "A", "a/b", "s"))
                .hasToString("/engine/leafnode/pipelines/a%2Fb");
        assertThat(new LeafLocation("https://ui/{application}?s={stageId}", false).of("/engine", "A & B", "e", "s"))
                .hasToString("https://ui/A%20%26%20B?s=s");
    }

    @Test
    void a_template_with_other_names_ends_the_start_with_its_property() {
        assertThatThrownBy(() -> new LeafLocation("https://ui/{app}", false))
                .hasMessageContaining("leafnode.web.leaf-url")
                .hasMessageContaining("{app}");
    }
}
