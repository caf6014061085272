package dev.leafnode.spring;

import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Lease;
import dev.leafnode.navigation.LineageSource;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.navigation.WaitProbe;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The reconciler, for the host to call when it likes, and for the schedule that calls it anyway. */
@Configuration(proxyBeanMethods = false)
class ReconcileConfiguration {

    /** The instances of a host that keeps its judgments itself are not kept apart: that takes a bean of its own. */
    @Bean
    @ConditionalOnMissingBean
    Lease leafnodeLease(ObjectProvider<Store> store) {
        Store ours = store.getIfAvailable();
        return ours == null ? Lease.ofProcess() : ours.lease();
    }

    @Bean
    Reconciliations leafnodeReconciliations(
            ObjectProvider<Store> store,
            JudgmentRepository judgments,
            ObjectProvider<ExecutionRepository> executions,
            ObjectProvider<WaitProbe> probe,
            Following following) {
        return new Reconciliations(
                store.getIfAvailable(), following.noting(judgments), executions.getIfUnique(), probe.getIfAvailable());
    }

    @Bean
    @ConditionalOnMissingBean
    Reconciler leafnodeReconciler(
            Reconciliations reconciliations,
            LineageSource lineages,
            WaitRules rules,
            Lease lease,
            LeafnodeProperties properties,
            ObjectProvider<InstantSource> clock) {
        return new Reconciler(
                reconciliations.of(properties.bubble(), lineages, rules),
                lease,
                properties.retention(),
                clock.getIfUnique(Clock::systemUTC));
    }

    @Bean
    ReconcileSchedule leafnodeReconcileSchedule(Reconciler reconciler, LeafnodeProperties properties) {
        return new ReconcileSchedule(reconciler, properties.reconcile().interval());
    }
}
