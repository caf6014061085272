package dev.leafnode.spring;

import dev.leafnode.feed.JudgmentFeed;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.LeafStateListener;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.reminder.Reminders;
import dev.leafnode.repository.JudgmentRepository;
import java.time.InstantSource;
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
            Tally tally,
            ObjectProvider<JudgmentNavigationListener> judgments,
            ObjectProvider<LeafStateListener> others,
            ObjectProvider<Reconciler> reconciler,
            ObjectProvider<Reminders> reminders,
            ObjectProvider<JudgmentFeed> feed) {
        return new NavigationMetrics(tally, judgments, others, reconciler, reminders, feed);
    }

    @Bean
    OpenJudgmentMetrics leafnodeOpenJudgmentMetrics(
            ObjectProvider<JudgmentRepository> judgments,
            ObjectProvider<InstantSource> clock,
            LeafnodeProperties properties) {
        return new OpenJudgmentMetrics(judgments, clock, properties.metrics().interval());
    }
}
