package dev.leafnode.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.RequestPath;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;
import org.springframework.web.util.ServletRequestPathUtils;

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

    /** Spring takes a request apart before it looks for a controller. */
    @Test
    void several_parts_that_are_none_are_a_problem() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/leafnode/judgments");
        request.setContentType("multipart/form-data");
        RequestPath unused = ServletRequestPathUtils.parseAndCache(request);
        MockHttpServletResponse response = new MockHttpServletResponse();
        MultipartException failure = new MultipartException("no boundary");

        assertThat(new UnhandledCalls("/leafnode").resolveException(request, response, null, failure))
                .isNotNull();
        assertThat(response.getStatus()).isEqualTo(415);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString())
                .contains("multipart/form-data")
                .doesNotContain("boundary");
        assertThat(new UnhandledCalls("/other").resolveException(request, response, null, failure))
                .isNull();
    }

    @Test
    void a_client_that_has_gone_gets_no_answer_and_a_store_that_has_gone_is_a_failure() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/leafnode/judgments");
        Exception client = new IOException("Broken pipe");
        Exception store = new IllegalStateException("the store", new IOException("Connection reset by peer"));

        assertThat(new Problems().unexpected(client, request)).isNull();
        assertThat(new Problems().unexpected(store, request))
                .isNotNull()
                .extracting(answer -> answer.getStatusCode().value())
                .isEqualTo(500);
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
