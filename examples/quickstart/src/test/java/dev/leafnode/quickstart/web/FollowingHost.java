package dev.leafnode.quickstart.web;

import dev.leafnode.model.Judgment;
import dev.leafnode.model.JudgmentKey;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Question;
import dev.leafnode.model.StageKey;
import dev.leafnode.repository.JudgmentRepository;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** An application with the REST interface and without an engine, whose judgments a test opens and closes by hand. */
final class FollowingHost implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    FollowingHost(String... arguments) {
        this(Application.class, arguments);
    }

    /** With further beans, which are methods of that class. */
    FollowingHost(Class<?> beans, String... arguments) {
        context = SpringApplication.run(
                new Class<?>[] {Application.class, beans},
                Stream.concat(Stream.of("--server.port=0", "--leafnode.reconcile.interval=10d"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    static FollowingHost inMemory(String... arguments) {
        return new FollowingHost(Stream.concat(
                        Stream.of(
                                "--leafnode.store=memory",
                                "--spring.autoconfigure.exclude="
                                        + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** No configuration that the quickstart would find beside its own. */
    @EnableAutoConfiguration
    static class Application {

        @Bean
        AtomicLong statements() {
            return new AtomicLong();
        }

        /** Counts what is sent to the database, a batch as one. */
        @Bean
        static BeanPostProcessor counting(ObjectProvider<AtomicLong> statements) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource pool
                            ? ProxyDataSourceBuilder.create(pool)
                                    .afterQuery((execution, queries) ->
                                            statements.getObject().incrementAndGet())
                                    .build()
                            : bean;
                }
            };
        }
    }

    /** How many statements have been sent to the database. */
    long statements() {
        return bean(AtomicLong.class).get();
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JudgmentRepository judgments() {
        return bean(JudgmentRepository.class);
    }

    Judgment open(String application, String execution) {
        return open(application, execution, null);
    }

    Judgment open(String application, String execution, @Nullable String instructions) {
        JudgmentKey key = new JudgmentKey(new StageKey(execution, "judge"), System.currentTimeMillis());
        Judgment judgment = new Judgment(
                key, application, "pipeline", "Judge", new Question(instructions, List.of(), Set.of()), null);
        judgments().open(judgment, Lineage.of(List.of()));
        return judgment;
    }

    void close(Judgment judgment) {
        judgments().close(judgment.key(), Instant.now());
    }

    @Override
    public void close() {
        context.close();
    }
}
