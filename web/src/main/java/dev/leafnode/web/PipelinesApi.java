package dev.leafnode.web;

import dev.leafnode.model.WaitRules;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.web.resource.EnvironmentMapping;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * The beans of pipelines and their executions as resources, to be imported beside {@link RestApi}. An {@link
 * EnvironmentMapping} and a {@link PipelineCatalog} of the application take the place of the default ones.
 */
@Configuration(proxyBeanMethods = false)
public class PipelinesApi {

    @Bean
    ExecutionResources leafnodeExecutionResources(
            ExecutionRepository executions, WaitRules rules, ObjectProvider<EnvironmentMapping> environments) {
        return new ExecutionResources(executions, rules, environments.getIfAvailable(() -> EnvironmentMapping.DEFAULT));
    }

    @Bean
    PipelinesController leafnodePipelinesController(
            ExecutionRepository executions,
            ExecutionResources resources,
            Inbox inbox,
            ObjectProvider<PipelineCatalog> catalog,
            ObjectProvider<AccessPolicy> policy) {
        PipelineCatalog known = catalog.getIfAvailable();
        return new PipelinesController(
                known == null ? new NewestPipelines(executions) : KnownPipelines.in(known),
                resources,
                new ExecutionSearch(executions, resources, inbox),
                RestApi.policy(policy));
    }

    @Bean
    WatchedExecutions leafnodeWatchedExecutions(
            ExecutionRepository executions,
            ExecutionResources resources,
            ObjectProvider<AccessPolicy> policy,
            @Value("${leafnode.web.events.poll-interval:500ms}") String pollInterval) {
        return new WatchedExecutions(
                executions, resources, RestApi.policy(policy), DurationFormatterUtils.detectAndParse(pollInterval));
    }

    @Bean
    WatchController leafnodeWatchController(
            ExecutionResources resources,
            WatchedExecutions watched,
            Followers followers,
            ObjectProvider<AccessPolicy> policy,
            ObjectProvider<CallerContext> context) {
        return new WatchController(
                resources,
                watched,
                followers,
                RestApi.policy(policy),
                context.getIfAvailable(() -> CallerContext.NONE));
    }
}
