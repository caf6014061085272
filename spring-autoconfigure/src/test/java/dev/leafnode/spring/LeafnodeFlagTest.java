package dev.leafnode.spring;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.listener.Listeners;
import dev.leafnode.navigation.Isolation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class LeafnodeFlagTest {

    private static final String ALIAS = "spinnaker.manual-judgment-navigation";

    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
            .withPropertyValues("leafnode.store=memory");

    @Test
    void navigation_is_off_by_default() {
        assertOff(host);
    }

    @Test
    void the_flag_switches_navigation_on_and_off() {
        assertOn(host.withPropertyValues("leafnode.enabled=true"));
        assertOff(host.withPropertyValues("leafnode.enabled=false"));
    }

    @Test
    void the_alias_switches_navigation_on_and_off() {
        assertOn(host.withPropertyValues(ALIAS + "=true"));
        assertOff(host.withPropertyValues(ALIAS + "=false"));
    }

    @Test
    void an_explicit_flag_wins_over_the_alias() {
        assertOff(host.withPropertyValues("leafnode.enabled=false", ALIAS + "=true"));
        assertOn(host.withPropertyValues("leafnode.enabled=true", ALIAS + "=false"));
    }

    @Test
    void the_flag_and_the_alias_may_be_environment_variables() {
        assertOn(withEnvironment("LEAFNODE_ENABLED"));
        assertOn(withEnvironment("SPINNAKER_MANUALJUDGMENTNAVIGATION"));
    }

    @Test
    void a_flag_that_is_neither_true_nor_false_ends_the_start_naming_the_property() {
        host.withPropertyValues("leafnode.enabled=maybe")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("maybe"));
        host.withPropertyValues(ALIAS + "=maybe")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasCauseInstanceOf(BindException.class)
                        .cause()
                        .hasMessageContaining(ALIAS));
    }

    @Test
    void off_means_no_bean_at_all() {
        host.run(context -> assertThat(ownBeans(context)).isEmpty());
        host.withPropertyValues("leafnode.enabled=true")
                .run(context -> assertThat(ownBeans(context)).isNotEmpty());
    }

    @Test
    void off_means_no_thread_and_what_was_on_leaves_none_behind() {
        Set<Thread> before = ownThreads();

        host.run(context -> assertThat(ownThreads()).isSubsetOf(before));
        host.withPropertyValues("leafnode.enabled=true").run(context -> {
            context.getBean(Isolation.class).run(() -> {});
            assertThat(ownThreads()).anyMatch(thread -> !before.contains(thread));
        });

        await().untilAsserted(() -> assertThat(ownThreads()).isSubsetOf(before));
    }

    private ApplicationContextRunner withEnvironment(String variable) {
        return host.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(variable, "true"))));
    }

    private static void assertOn(ApplicationContextRunner host) {
        host.run(context -> assertThat(context).hasNotFailed().hasSingleBean(Listeners.class));
    }

    private static void assertOff(ApplicationContextRunner host) {
        host.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Listeners.class));
    }

    private static List<String> ownBeans(ApplicationContext context) {
        return Arrays.stream(context.getBeanDefinitionNames())
                .filter(name -> String.valueOf(context.getType(name)).contains("dev.leafnode"))
                .toList();
    }

    private static Set<Thread> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("leafnode-"))
                .collect(toSet());
    }
}
