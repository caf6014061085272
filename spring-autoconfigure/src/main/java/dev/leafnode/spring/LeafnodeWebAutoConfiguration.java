package dev.leafnode.spring;

import static java.util.Objects.requireNonNull;

import dev.leafnode.feed.EventFormat;
import dev.leafnode.feed.EventLog;
import dev.leafnode.feed.JudgmentFeed;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.web.CallerContext;
import dev.leafnode.web.DecisionsApi;
import dev.leafnode.web.EventsApi;
import dev.leafnode.web.ExecutionsApi;
import dev.leafnode.web.JudgmentDecider;
import dev.leafnode.web.PageApi;
import dev.leafnode.web.PipelinesApi;
import dev.leafnode.web.ReportsApi;
import dev.leafnode.web.RestApi;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The REST interface, for an application that serves with Spring MVC: off, and without any mapping, unless
 * {@code leafnode.web.enabled} is true. Lists of executions are there where the store keeps executions, decisions where
 * the application declares a {@link JudgmentDecider}, reports where {@code leafnode.web.reporting.enabled} is true as
 * well, and the page for people unless {@code leafnode.web.page.enabled} is false.
 */
@AutoConfiguration(after = LeafnodeAutoConfiguration.class)
@ConditionalOnLeafnode
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(value = RestApi.class, name = "org.springframework.web.servlet.DispatcherServlet")
@ConditionalOnBean(JudgmentRepository.class)
@ConditionalOnProperty(prefix = "leafnode.web", name = "enabled", havingValue = "true")
@Import(RestApi.class)
public final class LeafnodeWebAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ExecutionRepository.class)
    @Import({ExecutionsApi.class, PipelinesApi.class})
    static class Executions {}

    @Configuration(proxyBeanMethods = false)
    @Import(EventsApi.class)
    static class Events {

        /**
         * What opens and closes, as the store keeps it. An application may have a log of its own, or a feed, which it
         * starts itself.
         */
        @Bean(initMethod = "start")
        @ConditionalOnMissingBean
        JudgmentFeed leafnodeJudgmentFeed(
                Following following,
                JudgmentRepository judgments,
                EventFormat format,
                ObjectProvider<EventLog> own,
                ObjectProvider<Store> store,
                LeafnodeProperties properties,
                ObjectProvider<InstantSource> clock) {
            Store ours = store.getIfAvailable();
            return new JudgmentFeed(
                    requireNonNull(following.changes(), "what changes is noted where leafnode.web.enabled is true"),
                    judgments,
                    own.getIfAvailable(() -> ours == null ? EventLog.ofProcess() : ours.events()),
                    format,
                    clock.getIfUnique(Clock::systemUTC),
                    properties.web().events().pollInterval(),
                    properties.reconcile().interval(),
                    properties.retention());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.security.core.context.SecurityContextHolder")
    static class Security {

        @Bean
        @ConditionalOnMissingBean
        CallerContext leafnodeCallerContext() {
            return new SpringSecurityContext();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(JudgmentDecider.class)
    @Import(DecisionsApi.class)
    static class Decisions {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ExecutionRepository.class)
    @ConditionalOnProperty(prefix = "leafnode.web.reporting", name = "enabled", havingValue = "true")
    @Import(ReportsApi.class)
    static class Reports {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(prefix = "leafnode.web.page", name = "enabled", havingValue = "true", matchIfMissing = true)
    @Import(PageApi.class)
    static class Page {}
}
