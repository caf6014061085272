package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.listener.Listeners;
import dev.leafnode.navigation.JudgmentNavigation;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class LeafnodeAutoConfigurationTest {

    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
            .withPropertyValues("leafnode.store=memory");

    @Test
    void is_off_unless_it_is_switched_on() {
        host.run(context -> assertThat(context).doesNotHaveBean(Listeners.class));
    }

    @Test
    void gives_an_engine_its_listeners_when_it_is_on() {
        host.withPropertyValues("leafnode.enabled=true")
                .run(context ->
                        assertThat(context).hasSingleBean(Listeners.class).hasSingleBean(JudgmentNavigation.class));
    }
}
