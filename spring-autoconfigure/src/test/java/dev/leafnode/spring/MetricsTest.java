package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.LeafState;
import dev.leafnode.navigation.Isolation;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.repository.ExecutionRepository;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class MetricsTest {

    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
            .withPropertyValues("leafnode.enabled=true", "leafnode.store=memory");

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void what_was_repaired_is_counted_by_kind() {
        host.run(context -> {
            bindTo(context);
            context.getBean(ExecutionRepository.class).save(SqlHost.EXECUTION);
            Passes.make(context);

            assertThat(count("leafnode.reconcile.passes")).isPositive();
            assertThat(count("leafnode.reconcile.failures")).isZero();
            assertThat(repairs("opened")).isEqualTo(1);
            assertThat(repairs("closed")).isZero();
            assertThat(repairs("linked")).isZero();
            assertThat(repairs("unlinked")).isZero();
            assertThat(repairs("forgotten")).isZero();
        });
    }

    @Test
    void events_that_did_not_reach_the_store_are_counted_whatever_the_state() {
        host.withPropertyValues("leafnode.bubble=judgment,failed")
                .withBean(Isolation.class, () -> call -> {
                    throw new IllegalStateException("thrown on purpose");
                })
                .run(context -> {
                    bindTo(context);
                    context.getBean(Listeners.class).beforeStage(SqlHost.EXECUTION, SqlHost.JUDGMENT);

                    assertThat(count("leafnode.navigation.failures"))
                            .as("%s and %s", LeafState.JUDGMENT, LeafState.FAILED)
                            .isEqualTo(2);
                });
    }

    @Test
    void nothing_is_counted_without_micrometer() {
        host.withClassLoader(new FilteredClassLoader("io.micrometer")).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Reconciler.class);
            assertThat(context).doesNotHaveBean("leafnodeNavigationMetrics");
        });
    }

    private void bindTo(ApplicationContext context) {
        context.getBean(MeterBinder.class).bindTo(registry);
    }

    private double repairs(String kind) {
        return registry.get("leafnode.reconcile.repairs")
                .tag("kind", kind)
                .functionCounter()
                .count();
    }

    private double count(String name) {
        return registry.get(name).functionCounter().count();
    }
}
