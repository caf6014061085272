package dev.leafnode.orca;

import com.netflix.spinnaker.orca.pipeline.persistence.ExecutionRepository;
import dev.leafnode.listener.Listeners;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Isolation;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.spring.ConditionalOnLeafnode;
import dev.leafnode.spring.LeafnodeAutoConfiguration;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Judgment navigation in Spinnaker's Orca: off, and without any bean, unless {@code spinnaker.manual-judgment-navigation}
 * or {@code leafnode.enabled} is true. Orca keeps its executions; navigation keeps judgments in a store of its own.
 */
@AutoConfiguration(before = LeafnodeAutoConfiguration.class)
@ConditionalOnLeafnode
public final class OrcaAutoConfiguration {

    @Bean
    OrcaExecutions leafnodeOrcaExecutions(ExecutionRepository repository, WaitRules rules) {
        return new OrcaExecutions(repository, rules);
    }

    @Bean
    OrcaEvents leafnodeOrcaEvents(Listeners listeners) {
        return new OrcaEvents(listeners);
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
    MeterBinder leafnodeOrcaMetrics(OrcaEvents events, ObjectProvider<OthersAdvice> others, OrcaExecutions executions) {
        return new OrcaMetrics(events, others.getIfAvailable(), executions);
    }
}
