package dev.leafnode.orca;

import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import dev.leafnode.listener.Listeners;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Isolation;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.spring.ConditionalOnLeafnode;
import dev.leafnode.spring.LeafnodeAutoConfiguration;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Judgment navigation in Spinnaker's Orca: off, and without any bean, unless {@code spinnaker.manual-judgment-navigation}
 * or {@code leafnode.enabled} is true. Orca keeps its executions; navigation keeps judgments in a store of its own.
 */
@AutoConfiguration(before = LeafnodeAutoConfiguration.class)
@ConditionalOnLeafnode
public final class OrcaAutoConfiguration {

    @Bean
    OrcaExecutions leafnodeOrcaExecutions(
            ExecutionRepository repository,
            @Value("${execution-repository.sql.enabled:false}") boolean inDatabase,
            WaitRules rules,
            ObjectProvider<InstantSource> clock) {
        return new OrcaExecutions(repository, inDatabase, rules, clock.getIfUnique(Clock::systemUTC));
    }

    /** Never lazy: it would be made, and might fail, in a handler's thread. */
    @Bean
    @Lazy(false)
    OrcaEvents leafnodeOrcaEvents(Listeners listeners, OrcaExecutions executions) {
        return new OrcaEvents(listeners, executions);
    }

    /** What Orca answers, where it answers. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Answers {

        @Bean
        OthersAdvice leafnodeOthersAdvice(JudgmentNavigation navigation, Isolation isolation) {
            return new OthersAdvice(navigation, isolation);
        }
    }

    /** What there is to count, and Orca always has a registry to count in. */
    @Bean
    MeterBinder leafnodeOrcaMetrics(
            ObjectProvider<OrcaEvents> events,
            ObjectProvider<OthersAdvice> others,
            ObjectProvider<OrcaExecutions> executions) {
        return new OrcaMetrics(events, others, executions);
    }
}
