package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.web.AccessPolicy;
import dev.leafnode.web.JudgmentDecider;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class LeafnodeWebTest {

    private static final AutoConfigurations OURS =
            AutoConfigurations.of(LeafnodeAutoConfiguration.class, LeafnodeWebAutoConfiguration.class);

    private final WebApplicationContextRunner host = new WebApplicationContextRunner()
            .withConfiguration(OURS)
            .withPropertyValues("leafnode.enabled=true", "leafnode.store=memory");

    @Test
    void there_is_no_interface_unless_it_is_switched_on() {
        host.run(context -> assertThat(controllers(context)).isEmpty());
        host.withPropertyValues("leafnode.web.enabled=false")
                .run(context -> assertThat(controllers(context)).isEmpty());
        host.withPropertyValues("leafnode.web.enabled=true", "leafnode.enabled=false")
                .run(context -> assertThat(controllers(context)).isEmpty());
    }

    @Test
    void there_is_none_in_an_application_that_does_not_serve_with_spring_mvc() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues("leafnode.enabled=true", "leafnode.store=memory", "leafnode.web.enabled=true")
                .run(context -> assertThat(controllers(context)).isEmpty());
        host.withPropertyValues("leafnode.web.enabled=true")
                .withClassLoader(new FilteredClassLoader("org.springframework.web.servlet"))
                .run(context -> assertThat(controllers(context)).isEmpty());
    }

    @Test
    void lists_and_the_inbox_come_with_a_store_decisions_with_a_decider_and_reports_when_they_are_switched_on() {
        WebApplicationContextRunner on = host.withPropertyValues("leafnode.web.enabled=true");
        on.run(context -> assertThat(controllers(context))
                .containsExactlyInAnyOrder(
                        "leafnodeEventsController",
                        "leafnodeExecutionsController",
                        "leafnodeJudgmentsController",
                        "leafnodeOpenApiController",
                        "leafnodePageController",
                        "leafnodePipelinesController",
                        "leafnodeWatchController"));
        on.withBean(JudgmentDecider.class, () -> decision -> Optional.empty())
                .run(context -> assertThat(controllers(context)).contains("leafnodeDecisionsController"));
        on.withPropertyValues("leafnode.web.reporting.enabled=true")
                .run(context -> assertThat(controllers(context)).contains("leafnodeReportsController"));
    }

    @Test
    void an_engine_that_keeps_its_executions_itself_gets_no_lists_and_no_reports() {
        InMemoryStore own = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withBean(JudgmentRepository.class, own::judgments)
                .withPropertyValues(
                        "leafnode.enabled=true", "leafnode.web.enabled=true", "leafnode.web.reporting.enabled=true")
                .run(context -> assertThat(controllers(context))
                        .containsExactlyInAnyOrder(
                                "leafnodeEventsController",
                                "leafnodeJudgmentsController",
                                "leafnodeOpenApiController",
                                "leafnodePageController"));
    }

    @Test
    void there_is_a_page_unless_it_is_switched_off() {
        WebApplicationContextRunner on = host.withPropertyValues("leafnode.web.enabled=true");
        on.withPropertyValues("leafnode.web.page.enabled=false")
                .run(context -> assertThat(controllers(context))
                        .contains("leafnodeJudgmentsController")
                        .doesNotContain("leafnodePageController"));
        on.withPropertyValues("leafnode.web.page.enabled=true")
                .run(context -> assertThat(controllers(context)).contains("leafnodePageController"));
    }

    @Test
    void two_policies_end_the_start_and_neither_is_passed_over() {
        host.withPropertyValues("leafnode.web.enabled=true")
                .withBean("one", AccessPolicy.class, () -> AccessPolicy.DEFAULT)
                .withBean("other", AccessPolicy.class, () -> AccessPolicy.DEFAULT)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("AccessPolicy")
                        .hasMessageContaining("one")
                        .hasMessageContaining("other"));
    }

    @Test
    void a_base_path_that_is_none_ends_the_start_with_its_name() {
        for (String path : List.of("leafnode", "/leafnode/", "/")) {
            host.withPropertyValues("leafnode.web.enabled=true", "leafnode.web.base-path=" + path)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining("leafnode.web.base-path")
                            .hasMessageContaining("'" + path + "'"));
        }
        host.withPropertyValues("leafnode.web.enabled=true", "leafnode.web.base-path=")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void a_report_may_not_be_larger_than_memory_can_be() {
        for (String size : List.of("0B", "2GB")) {
            host.withPropertyValues("leafnode.web.reporting.max-body-size=" + size)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining("leafnode.web.reporting.max-body-size"));
        }
    }

    private static List<String> controllers(ApplicationContext context) {
        return List.of(context.getBeanDefinitionNames()).stream()
                .filter(name -> name.endsWith("Controller"))
                .toList();
    }
}
