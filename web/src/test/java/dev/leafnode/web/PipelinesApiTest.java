package dev.leafnode.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Execution;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.web.resource.EnvironmentMapping;
import dev.leafnode.web.resource.PipelineExecution.PipelineRef;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The beans of pipelines in a context of Spring MVC, and those of an application that take their place. */
class PipelinesApiTest {

    private final InMemoryStore store = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());
    private final GenericWebApplicationContext context = new GenericWebApplicationContext();

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void by_default_pipelines_and_environments_come_from_executions() throws Exception {
        store.executions().save(execution());
        start();
        assertThat(json("/leafnode/v1/pipelines").at("/pipelines/0/name").asText())
                .isEqualTo("p");
        assertThat(environments()).isEmpty();
    }

    @Test
    void an_application_that_knows_its_pipelines_says_which_there_are() throws Exception {
        context.registerBean(
                PipelineCatalog.class,
                () -> namespace -> new PipelineCatalog.Pipelines(
                        List.of(
                                new PipelineRef("never run", "B"),
                                new PipelineRef("p", null),
                                new PipelineRef("p", "A"),
                                new PipelineRef("p", "A")),
                        List.of("the other half is away")));
        start();
        assertThat(json("/leafnode/v1/pipelines"))
                .isEqualTo(
                        Answers.tree(
                                "{\"pipelines\": [{\"name\": \"p\", \"namespace\": null}, {\"name\": \"p\", \"namespace\": \"A\"}, {\"name\": \"never run\", \"namespace\": \"B\"}], \"nextPageToken\": null, \"errors\": [{\"message\": \"the other half is away\"}]}"));
        String next =
                json("/leafnode/v1/pipelines?pageSize=1").path("nextPageToken").asText();
        assertThat(json("/leafnode/v1/pipelines?pageSize=1&pageToken=" + next)
                        .at("/pipelines/0/namespace")
                        .asText())
                .isEqualTo("A");
        assertThat(json("/leafnode/v1/pipelines?namespace=B").at("/pipelines")).hasSize(1);
    }

    @Test
    void an_application_says_what_its_environments_are() throws Exception {
        store.executions().save(execution());
        context.registerBean(
                EnvironmentMapping.class,
                () -> execution -> List.of(new EnvironmentMapping.EnvironmentStages("moon", Set.of("judge"))));
        start();
        assertThat(environments().at("/0/name").asText()).isEqualTo("moon");
        assertThat(environments().at("/0/status/type").asText()).isEqualTo("Running");
    }

    @Test
    void an_application_that_fails_is_no_fault_of_the_caller() throws Exception {
        store.executions().save(execution());
        context.registerBean(PipelineCatalog.class, () -> namespace -> {
            throw new IllegalArgumentException("no such table");
        });
        context.registerBean(EnvironmentMapping.class, () -> execution -> {
            throw new IllegalArgumentException("no such table");
        });
        start();
        for (String path : List.of("/leafnode/v1/pipelines", "/leafnode/v1/pipelines/p/executions")) {
            MockHttpServletResponse failed = get(path);
            assertThat(failed.getStatus()).isEqualTo(500);
            assertThat(failed.getContentAsString()).doesNotContain("table");
        }
    }

    private JsonNode environments() throws Exception {
        return json("/leafnode/v1/pipelines/p/executions").at("/pipelineExecution/status/environments");
    }

    private static Execution execution() {
        return Site.waitingExecution("e", "A", null).toBuilder().name("p").build();
    }

    private void start() {
        context.setServletContext(new MockServletContext());
        context.registerBean(JudgmentRepository.class, store::judgments);
        context.registerBean(ExecutionRepository.class, store::executions);
        context.registerBean(WaitRules.class, () -> WaitRules.DEFAULT);
        new AnnotatedBeanDefinitionReader(context).register(Mvc.class, RestApi.class, PipelinesApi.class);
        context.refresh();
    }

    private JsonNode json(String path) throws Exception {
        return Answers.tree(get(path).getContentAsString());
    }

    private MockHttpServletResponse get(String path) throws Exception {
        return MockMvcBuilders.webAppContextSetup(context)
                .build()
                .perform(MockMvcRequestBuilders.get(path))
                .andReturn()
                .getResponse();
    }

    @EnableWebMvc
    static class Mvc {}
}
