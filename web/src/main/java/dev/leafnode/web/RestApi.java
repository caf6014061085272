package dev.leafnode.web;

import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The beans of the REST interface, to be imported where a {@link JudgmentRepository} is a bean: what waits. Others
 * add what needs more: {@link ExecutionsApi} an {@link ExecutionRepository}, {@link DecisionsApi} a {@link JudgmentDecider},
 * and {@link ReportsApi} an {@link ExecutionRepository} whose engine is elsewhere.
 */
@Configuration(proxyBeanMethods = false)
@Import(Problems.class)
public class RestApi {

    /** What every path begins with. */
    static final String BASE_PATH = "${leafnode.web.base-path:/leafnode}";

    @Bean
    Inbox leafnodeInbox(JudgmentRepository judgments) {
        return new Inbox(judgments);
    }

    @Bean
    JudgmentsController leafnodeJudgmentsController(
            Inbox inbox,
            ObjectProvider<ExecutionRepository> executions,
            ObjectProvider<AccessPolicy> policy,
            ObjectProvider<InstantSource> clock,
            @Value(BASE_PATH) String basePath,
            @Value("${leafnode.web.leaf-url:}") String leafUrl) {
        return new JudgmentsController(
                inbox,
                new Blocked(inbox, executions.getIfAvailable()),
                policy(policy),
                clock.getIfUnique(Clock::systemUTC),
                leafUrl.isBlank()
                        ? new LeafLocation(basePath + "/pipelines/{executionId}", true)
                        : new LeafLocation(leafUrl, false));
    }

    @Bean
    OpenApiController leafnodeOpenApiController(@Value(BASE_PATH) String basePath) {
        return new OpenApiController(basePath);
    }

    /** The policy of the application, or else the default one; two of them end the start. */
    static AccessPolicy policy(ObjectProvider<AccessPolicy> policy) {
        return policy.getIfAvailable(() -> AccessPolicy.DEFAULT);
    }
}
