package dev.leafnode.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.MappingMatch;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.RequestPath;
import org.springframework.mock.web.MockHttpServletMapping;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.util.ServletRequestPathUtils;

class LeafLocationTest {

    @Test
    void a_path_of_ours_is_within_the_application_and_another_url_is_not() {
        assertThat(new LeafLocation("/leafnode/pipelines/{executionId}", true).of("/engine", "A", "a/b", "s"))
                .hasToString("/engine/leafnode/pipelines/a%2Fb");
        assertThat(new LeafLocation("https://ui/{application}?s={stageId}", false).of("/engine", "A & B", "e", "s"))
                .hasToString("https://ui/A%20%26%20B?s=s");
    }

    @Test
    void a_servlet_that_serves_below_a_path_of_its_own_is_part_of_the_way() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/engine/api/leafnode/judgments");
        request.setContextPath("/engine");
        request.setServletPath("/api");
        request.setHttpServletMapping(
                new MockHttpServletMapping("leafnode/judgments", "/api/*", "dispatcher", MappingMatch.PATH));
        RequestPath unused = ServletRequestPathUtils.parseAndCache(request);
        assertThat(LeafLocation.prefix(request)).isEqualTo("/engine/api");
    }

    @Test
    void a_template_with_other_names_ends_the_start_with_its_property() {
        assertThatThrownBy(() -> new LeafLocation("https://ui/{app}", false))
                .hasMessageContaining("leafnode.web.leaf-url")
                .hasMessageContaining("{app}");
    }
}
