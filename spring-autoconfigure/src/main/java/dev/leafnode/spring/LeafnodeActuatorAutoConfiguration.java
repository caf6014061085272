package dev.leafnode.spring;

import dev.leafnode.navigation.Reconciler;
import dev.leafnode.reminder.Reminders;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The endpoint {@code leafnode} of Spring Boot's Actuator, for an application that has it and exposes that endpoint:
 * {@code management.endpoints.web.exposure.include=leafnode}.
 */
@AutoConfiguration(after = LeafnodeAutoConfiguration.class)
@ConditionalOnLeafnode
@ConditionalOnClass(
        name = {
            "org.springframework.boot.actuate.endpoint.annotation.Endpoint",
            "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint"
        })
@ConditionalOnBean(JudgmentRepository.class)
public final class LeafnodeActuatorAutoConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    LeafnodeEndpoint leafnodeEndpoint(
            JudgmentRepository judgments,
            Reconciler reconciler,
            ReconcileSchedule schedule,
            Reminders reminders,
            LeafnodeProperties properties,
            ObjectProvider<Store> store) {
        Store ours = store.getIfAvailable();
        return new LeafnodeEndpoint(
                judgments,
                reconciler,
                schedule,
                reminders,
                LeafnodeEndpoint.Settings.of(properties, ours == null ? null : ours.type()),
                PATIENCE);
    }
}
