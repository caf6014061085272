package dev.leafnode.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Audience;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.LeafState;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.ExecutionLookup;
import dev.leafnode.navigation.LeafStates;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The beans in a context of Spring MVC, of an application whose engine keeps its own executions. */
class RestApiTest {

    private static final WaitRules RULES = WaitRules.DEFAULT;
    private static final Execution OVER = Execution.builder("over", "A")
            .status(ExecutionStatus.SUCCEEDED)
            .trigger(Trigger.empty())
            .stages(List.of(Site.judge(0).toBuilder()
                    .status(ExecutionStatus.SUCCEEDED)
                    .endTime(Site.NOW)
                    .build()))
            .build();

    private final InMemoryStore store = new InMemoryStore(RULES, InstantSource.system());
    private final GenericWebApplicationContext context = new GenericWebApplicationContext();

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void an_engine_that_tells_of_its_executions_has_those_answered_who_are_too_late() throws Exception {
        context.registerBean(
                ExecutionLookup.class,
                () -> id -> Optional.of(OVER).filter(over -> over.id().equals(id)));
        start();
        MockHttpServletResponse late = post("/leafnode/judgments/over/judge/decision");
        assertThat(late.getStatus()).isEqualTo(409);
        assertThat(Answers.tree(late.getContentAsString()).at("/current/status").asText())
                .isEqualTo("SUCCEEDED");
        assertThat(post("/leafnode/judgments/nowhere/judge/decision").getStatus())
                .isEqualTo(404);
        assertThat(get("/leafnode/executions/over/judgments").getStatus()).isEqualTo(200);
        assertThat(get("/leafnode/executions/nowhere/judgments").getStatus()).isEqualTo(404);
    }

    @Test
    void what_an_engine_does_not_know_is_looked_for_in_the_store() throws Exception {
        store.executions().save(OVER);
        context.registerBean(ExecutionRepository.class, store::executions);
        context.registerBean(ExecutionLookup.class, () -> id -> Optional.empty());
        start();
        assertThat(get("/leafnode/executions/over/judgments").getStatus()).isEqualTo(200);
        assertThat(get("/leafnode/executions/nowhere/judgments").getStatus()).isEqualTo(404);
    }

    @Test
    void an_engine_that_fails_is_no_fault_of_the_caller() throws Exception {
        context.registerBean(ExecutionLookup.class, () -> id -> {
            throw new IllegalArgumentException("no UUID: " + id);
        });
        start();
        MockHttpServletResponse failed = get("/leafnode/executions/nowhere/judgments");
        assertThat(failed.getStatus()).isEqualTo(500);
        assertThat(failed.getContentAsString()).doesNotContain("UUID");
    }

    @Test
    void an_execution_of_which_nothing_is_open_may_only_be_known_to_who_may_read_it() throws Exception {
        context.registerBean(
                ExecutionLookup.class,
                () -> id -> Optional.of(OVER).filter(over -> over.id().equals(id)));
        context.registerBean(AccessPolicy.class, Nothing::new);
        start();
        assertThat(get("/leafnode/executions/over/judgments").getStatus()).isEqualTo(404);
        assertThat(post("/leafnode/judgments/over/judge/decision").getStatus()).isEqualTo(404);
    }

    @Test
    void the_way_to_a_leaf_leads_to_what_is_served() throws Exception {
        store.executions().save(Site.waitingExecution("leaf", "B", null));
        store.judgments()
                .open(
                        RULES.judgment(LeafState.JUDGMENT, Site.waitingExecution("leaf", "B", null), Site.judge(0))
                                .orElseThrow(),
                        Lineage.stored());
        start();
        String location = get("/leafnode/executions/leaf/leaf").getHeader("Location");
        assertThat(location).isEqualTo("/leafnode/executions/leaf/judgments");
        assertThat(get(String.valueOf(location)).getStatus()).isEqualTo(200);
    }

    @Test
    void a_path_or_a_method_that_there_is_not_is_a_problem_of_ours() throws Exception {
        start();
        MockHttpServletResponse typo = get("/leafnode/judgment");
        assertThat(typo.getStatus()).isEqualTo(404);
        assertThat(typo.getContentType()).isEqualTo("application/problem+json");
        assertThat(typo.getContentAsString()).contains("/leafnode/judgment");
        assertThat(get("/file").getContentType()).isNull();
        MockHttpServletResponse response =
                send(MockMvcRequestBuilders.delete("/leafnode/judgments/over/judge/decision"));
        assertThat(response.getStatus()).isEqualTo(405);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
    }

    private void start() {
        context.setServletContext(new MockServletContext());
        context.registerBean(JudgmentRepository.class, store::judgments);
        context.registerBean(WaitRules.class, () -> RULES);
        context.registerBean(LeafStates.class, () -> new LeafStates(Map.of()));
        context.registerBean(JudgmentDecider.class, () -> decision -> Optional.empty());
        new AnnotatedBeanDefinitionReader(context).register(Mvc.class, RestApi.class, DecisionsApi.class);
        context.refresh();
    }

    private MockHttpServletResponse get(String path) throws Exception {
        return send(MockMvcRequestBuilders.get(path));
    }

    private MockHttpServletResponse post(String path) throws Exception {
        return send(MockMvcRequestBuilders.post(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"decision\": \"continue\"}"));
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        MockMvc mvc = MockMvcBuilders.webAppContextSetup(context).build();
        return mvc.perform(request.with(Site.as("ann", "releasers")))
                .andReturn()
                .getResponse();
    }

    /** As in a host that also serves files. */
    @EnableWebMvc
    static class Mvc implements WebMvcConfigurer {

        @Override
        public void addResourceHandlers(ResourceHandlerRegistry registry) {
            registry.addResourceHandler("/**").addResourceLocations("classpath:/static/");
        }
    }

    /** Nobody may do anything. */
    private static final class Nothing implements AccessPolicy {

        @Override
        public boolean mayRead(Caller caller, String application) {
            return false;
        }

        @Override
        public boolean mayKnowOf(Caller caller, String application) {
            return false;
        }

        @Override
        public boolean mayJudge(Caller caller, Audience audience) {
            return false;
        }

        @Override
        public boolean mayReport(Caller caller, String application) {
            return false;
        }
    }
}
