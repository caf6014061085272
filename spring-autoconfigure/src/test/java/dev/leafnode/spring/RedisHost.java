package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import redis.clients.jedis.UnifiedJedis;

/** A host whose only store is that of Redis, and what the tests do in it. */
final class RedisHost {

    static final Stage JUDGMENT = Stage.builder("judgment", "manualJudgment")
            .status(ExecutionStatus.RUNNING)
            .startTime(Instant.EPOCH)
            .build();

    static final Execution EXECUTION = Execution.builder("execution", "application")
            .status(ExecutionStatus.RUNNING)
            .stages(List.of(JUDGMENT))
            .build();

    private RedisHost() {}

    /** With navigation on, and without a connection. */
    static ApplicationContextRunner withoutConnection() {
        return new ApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader("dev.leafnode.store.sql"))
                .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
                .withPropertyValues("leafnode.enabled=true", "leafnode.reconcile.interval=1d");
    }

    /** Stores an execution, and tells that its judgment waits. */
    static void saveAndTell(ApplicationContext context) {
        context.getBean(ExecutionRepository.class).save(EXECUTION);
        context.getBean(Listeners.class).beforeStage(EXECUTION, JUDGMENT);
    }

    /** The execution and its judgment are there, and nothing else is. */
    static void assertStored(ApplicationContext context) {
        assertThat(context.getBean(ExecutionRepository.class).find(EXECUTION.id()))
                .contains(EXECUTION);
        assertThat(context.getBean(JudgmentNavigation.class)
                        .inbox(JudgmentQuery.all())
                        .judgments())
                .hasSize(1);
    }

    /** The client that the store uses. */
    static UnifiedJedis client(ApplicationContext context) {
        return context.getBean(RedisClient.class).jedis();
    }
}
