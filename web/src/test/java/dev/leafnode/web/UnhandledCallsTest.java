package dev.leafnode.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;

/** Calls that no controller takes: ours below the base path, and those of the application. */
class UnhandledCallsTest {

    @Test
    void a_method_that_a_path_of_ours_does_not_have_is_a_problem() throws Exception {
        MockHttpServletResponse response = delete("/leafnode", "/leafnode/openapi.json");
        assertThat(response.getStatus()).isEqualTo(405);
        assertThat(response.getHeader("Allow")).contains("GET");
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(Answers.tree(response.getContentAsString(StandardCharsets.UTF_8))
                        .at("/detail")
                        .asText())
                .contains("DELETE");
    }

    @Test
    void what_is_not_ours_is_answered_by_the_application() throws Exception {
        for (MockHttpServletResponse response : new MockHttpServletResponse[] {
            delete("/leafnode", "/hosts"), delete("/leafnode", "/leafnodes"), delete("", "/openapi.json")
        }) {
            assertThat(response.getStatus()).isEqualTo(405);
            assertThat(response.getContentType()).isNull();
            assertThat(response.getContentAsString()).isEmpty();
        }
    }

    private static MockHttpServletResponse delete(String basePath, String path) throws Exception {
        MockMvc mvc = MockMvcBuilders.standaloneSetup(new OpenApiController(basePath), new HostController())
                .setHandlerExceptionResolvers(new UnhandledCalls(basePath), new DefaultHandlerExceptionResolver())
                .addPlaceholderValue("leafnode.web.base-path", basePath)
                .build();
        return mvc.perform(MockMvcRequestBuilders.delete(path)).andReturn().getResponse();
    }

    @RestController
    static final class HostController {

        @GetMapping({"/hosts", "/leafnodes"})
        public String hosts() {
            return "none";
        }
    }
}
