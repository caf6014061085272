package dev.leafnode.spring;

import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.LeafStateListener;
import dev.leafnode.navigation.Reconciler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts for a host that measures with Micrometer. Spring Boot binds them to every registry there is. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
class MetricsConfiguration {

    @Bean
    NavigationMetrics leafnodeNavigationMetrics(
            ObjectProvider<JudgmentNavigationListener> judgments,
            ObjectProvider<LeafStateListener> others,
            ObjectProvider<Reconciler> reconciler) {
        return new NavigationMetrics(judgments, others, reconciler);
    }
}
