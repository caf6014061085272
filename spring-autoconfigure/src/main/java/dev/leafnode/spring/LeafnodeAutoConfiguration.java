package dev.leafnode.spring;

import dev.leafnode.feed.Changes;
import dev.leafnode.listener.ExecutionListener;
import dev.leafnode.listener.Listeners;
import dev.leafnode.listener.StageListener;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.ExecutionLookup;
import dev.leafnode.navigation.Isolation;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.LineageSource;
import dev.leafnode.navigation.WaitProbe;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Clock;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Judgment navigation for an engine that runs in a Spring Boot application: off, and without any bean, unless
 * {@code leafnode.enabled} is true. The engine calls {@link Listeners} and the {@link ExecutionRepository}; every bean
 * gives way to one of the host's own.
 *
 * <p>A host that keeps its executions itself defines an {@link ExecutionLookup}, so that judgments show on ancestors,
 * and a {@link WaitProbe}, so that what a lost event left wrong is put right. There is no {@link ExecutionRepository}
 * of ours then.
 *
 * <p>A host that defines a {@link JudgmentRepository} keeps its judgments itself: no store is selected and nothing is
 * migrated. It should then define an {@link ExecutionLookup} or an {@link ExecutionRepository} as well, and a
 * {@link WaitProbe}.
 */
@AutoConfiguration(
        afterName = {
            // Spring Boot 3.5
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration",
            "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
            "org.springframework.boot.autoconfigure.liquibase.LiquibaseAutoConfiguration",
            "org.springframework.boot.autoconfigure.data.jdbc.JdbcRepositoriesAutoConfiguration",
            // Spring Boot 4
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration",
            "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration"
        })
@ConditionalOnLeafnode
@EnableConfigurationProperties(LeafnodeProperties.class)
@Import({
    MemoryStoreConfiguration.class,
    RedisStoreConfiguration.class,
    SqlStoreConfiguration.class,
    ReconcileConfiguration.class,
    ReminderConfiguration.class,
    BubbleConfiguration.class,
    MetricsConfiguration.class
})
public final class LeafnodeAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(LeafnodeAutoConfiguration.class);

    private static final String REST_API = "dev.leafnode.web.RestApi";

    @Bean
    static StoreRequirement leafnodeStoreRequirement(Environment settings) {
        return new StoreRequirement(settings);
    }

    @Bean
    @ConditionalOnMissingBean
    WaitRules leafnodeWaitRules(LeafnodeProperties properties) {
        return properties.waitRules();
    }

    @Bean
    Tally leafnodeTally() {
        return new Tally();
    }

    @Bean
    Following leafnodeFollowing(LeafnodeProperties properties) {
        if (properties.web().enabled()
                && !ClassUtils.isPresent(REST_API, getClass().getClassLoader())) {
            log.warn(
                    "leafnode.web.enabled is true, but nothing is served: add the dependency dev.leafnode:leafnode-web");
        }
        return new Following(properties.web().enabled() ? new Changes() : null);
    }

    @Bean
    @ConditionalOnBean(Store.class)
    @ConditionalOnMissingBean({ExecutionRepository.class, ExecutionLookup.class})
    ExecutionRepository leafnodeExecutionRepository(Store store) {
        return store.executions();
    }

    @Bean
    @ConditionalOnBean(Store.class)
    @ConditionalOnMissingBean
    JudgmentRepository leafnodeJudgmentRepository(Store store) {
        return store.judgments();
    }

    @Bean
    @ConditionalOnMissingBean
    LineageSource leafnodeLineageSource(
            ObjectProvider<Store> store,
            ObjectProvider<ExecutionRepository> executions,
            ObjectProvider<ExecutionLookup> engine,
            WaitRules rules) {
        return Lineages.source(store.getIfAvailable(), executions.getIfUnique(), engine.getIfAvailable(), rules);
    }

    @Bean
    @ConditionalOnMissingBean(Isolation.class)
    BoundedIsolation leafnodeIsolation(
            LeafnodeProperties properties, ObjectProvider<Store> store, ObjectProvider<ReconcileSchedule> schedule) {
        Store ours = store.getIfAvailable();
        return new BoundedIsolation(
                properties.timeout(),
                ours == null ? HostTransactions::isActive : ours.joinsTransaction(),
                () -> schedule.ifAvailable(ReconcileSchedule::soon));
    }

    @Bean
    @ConditionalOnMissingBean
    JudgmentNavigationListener leafnodeJudgmentNavigationListener(
            JudgmentRepository judgments,
            ObjectProvider<ExecutionLookup> engine,
            LineageSource lineages,
            WaitRules rules,
            ObjectProvider<InstantSource> clock,
            Isolation isolation,
            Following following,
            Tally tally) {
        return new JudgmentNavigationListener(
                tally.counting(following.noting(judgments)),
                engine.getIfAvailable(),
                lineages,
                rules,
                clock.getIfUnique(Clock::systemUTC),
                tally.timing(isolation));
    }

    @Bean
    @ConditionalOnMissingBean
    JudgmentNavigation leafnodeJudgmentNavigation(JudgmentRepository judgments) {
        return new JudgmentNavigation(judgments);
    }

    @Bean
    @ConditionalOnMissingBean
    Listeners leafnodeListeners(
            ObjectProvider<StageListener> stageListeners, ObjectProvider<ExecutionListener> executionListeners) {
        return new Listeners(
                stageListeners.orderedStream().toList(),
                executionListeners.orderedStream().toList());
    }
}
