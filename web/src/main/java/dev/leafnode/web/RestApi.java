package dev.leafnode.web;

import dev.leafnode.model.Execution;
import dev.leafnode.navigation.ExecutionLookup;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * The beans of the REST interface, to be imported where a {@link JudgmentRepository} is a bean: what waits. Others add
 * what needs more: {@link ExecutionsApi} an {@link ExecutionRepository}, {@link DecisionsApi} a
 * {@link JudgmentDecider}, {@link ReportsApi} an {@link ExecutionRepository} whose engine is elsewhere; and
 * {@link PageApi} shows it all to people.
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
            ObjectProvider<ExecutionLookup> own,
            ObjectProvider<ExecutionRepository> executions,
            ObjectProvider<AccessPolicy> policy,
            ObjectProvider<InstantSource> clock,
            ObjectProvider<PageController> page,
            @Value(BASE_PATH) String basePath,
            @Value("${leafnode.web.leaf-url:}") String leafUrl) {
        return new JudgmentsController(
                inbox,
                new Blocked(inbox, lookup(own, executions)),
                policy(policy),
                clock.getIfUnique(Clock::systemUTC),
                leafUrl.isBlank()
                        ? new LeafLocation(basePath + ownPath(page, executions), true)
                        : new LeafLocation(leafUrl, false));
    }

    @Bean
    Followers leafnodeFollowers(
            @Value("${leafnode.web.events.heartbeat:15s}") String heartbeat,
            @Value("${leafnode.web.events.lifetime:30m}") String lifetime) {
        return new Followers(
                DurationFormatterUtils.detectAndParse(heartbeat), DurationFormatterUtils.detectAndParse(lifetime));
    }

    @Bean
    OpenApiController leafnodeOpenApiController(@Value(BASE_PATH) String basePath) {
        return new OpenApiController(basePath);
    }

    @Bean
    UnhandledCalls leafnodeUnhandledCalls(@Value(BASE_PATH) String basePath) {
        return new UnhandledCalls(basePath);
    }

    /** Finds executions where the engine keeps them, and then where the store does; null if nobody keeps any. */
    static @Nullable ExecutionLookup lookup(
            ObjectProvider<ExecutionLookup> own, ObjectProvider<ExecutionRepository> executions) {
        ExecutionLookup engine = own.getIfAvailable();
        ExecutionRepository store = executions.getIfAvailable();
        if (engine == null) {
            return store == null ? null : ExecutionLookup.in(store);
        }
        return executionId -> {
            Optional<Execution> found = find(engine, executionId);
            return found.isPresent() || store == null
                    ? found
                    : ExecutionLookup.in(store).find(executionId);
        };
    }

    /** What an engine throws is its own fault, whatever it throws, and not the caller's. */
    private static Optional<Execution> find(ExecutionLookup engine, String executionId) {
        try {
            return engine.find(executionId);
        } catch (RuntimeException failure) {
            throw new IllegalStateException(
                    "execution %s: the engine could not look for it".formatted(executionId), failure);
        }
    }

    /** What there is to see of a leaf here. */
    private static String ownPath(ObjectProvider<PageController> page, ObjectProvider<ExecutionRepository> executions) {
        if (page.getIfAvailable() != null) {
            return PageController.JUDGMENT;
        }
        return executions.getIfAvailable() == null ? "/executions/{executionId}/judgments" : "/pipelines/{executionId}";
    }

    /** The policy of the application, or else the default one; two of them end the start. */
    static AccessPolicy policy(ObjectProvider<AccessPolicy> policy) {
        return policy.getIfAvailable(() -> AccessPolicy.DEFAULT);
    }
}
