package dev.leafnode.spring;

import static dev.leafnode.spring.SqlHost.EXECUTION;
import static dev.leafnode.spring.SqlHost.JUDGMENT;
import static dev.leafnode.spring.SqlHost.ownTables;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.listener.Listeners;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.LineageSource;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.spring.host.Thing;
import dev.leafnode.spring.host.Things;
import java.time.Clock;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SqlStoreConfigurationTest {

    private final ApplicationContextRunner host = SqlHost.withNewDatabase().withPropertyValues("leafnode.enabled=true");

    @Test
    void the_store_on_the_class_path_is_used_without_being_named() {
        host.run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(LateStore.class);
            assertThat(context.getBean(LineageSource.class).of(EXECUTION)).isEqualTo(Lineage.stored());
        });
    }

    @Test
    void memory_when_asked_for_leaves_the_database_alone() {
        host.withPropertyValues("leafnode.store=memory").run(context -> {
            assertThat(context).doesNotHaveBean(LateStore.class).hasSingleBean(ExecutionRepository.class);
            assertThat(ownTables(context)).isEmpty();
        });
    }

    @Test
    void a_rollback_of_the_host_takes_ours_along() {
        host.run(context -> {
            transaction(context).executeWithoutResult(status -> {
                saveAll(context);
                status.setRollbackOnly();
            });

            assertThat(context.getBean(Things.class).count()).isZero();
            assertThat(context.getBean(ExecutionRepository.class).find(EXECUTION.id()))
                    .isEmpty();
            assertThat(waiting(context)).isZero();
        });
    }

    @Test
    void a_commit_of_the_host_keeps_ours() {
        host.run(context -> {
            transaction(context).executeWithoutResult(status -> saveAll(context));

            assertThat(context.getBean(Things.class).count()).isEqualTo(1);
            assertThat(context.getBean(ExecutionRepository.class).find(EXECUTION.id()))
                    .contains(EXECUTION);
            assertThat(waiting(context)).isEqualTo(1);
        });
    }

    @Test
    void a_second_start_finds_what_the_first_one_stored() {
        host.run(SqlStoreConfigurationTest::saveAll);

        host.run(context -> assertThat(waiting(context)).isEqualTo(1));
    }

    @Test
    void judgments_that_waited_when_navigation_was_off_wait_when_it_is_on_again() {
        host.run(SqlStoreConfigurationTest::saveAll);
        host.withPropertyValues("leafnode.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Listeners.class));

        host.run(context -> assertThat(waiting(context)).isEqualTo(1));
    }

    @Test
    void a_judgment_repository_of_the_host_leaves_the_database_alone() {
        InMemoryStore own = new InMemoryStore(WaitRules.DEFAULT, Clock.systemUTC());
        host.withBean(JudgmentRepository.class, own::judgments).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(LateStore.class);
            assertThat(ownTables(context)).isEmpty();
        });
    }

    @Test
    void the_primary_data_source_among_several_is_used() {
        host.withUserConfiguration(TwoDataSources.class)
                .run(context -> assertThat(ownTables(context)).isNotEmpty());
    }

    private static void saveAll(ApplicationContext context) {
        context.getBean(Things.class).save(new Thing("id", "name"));
        context.getBean(ExecutionRepository.class).save(EXECUTION);
        context.getBean(Listeners.class).beforeStage(EXECUTION, JUDGMENT);
    }

    private static int waiting(ApplicationContext context) {
        return context.getBean(JudgmentNavigation.class)
                .inbox(JudgmentQuery.all())
                .judgments()
                .size();
    }

    private static TransactionTemplate transaction(ApplicationContext context) {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoDataSources {

        @Bean
        @Primary
        DataSource first() {
            return database();
        }

        @Bean
        DataSource second() {
            return database();
        }

        private static DataSource database() {
            return new EmbeddedDatabaseBuilder()
                    .setType(EmbeddedDatabaseType.H2)
                    .generateUniqueName(true)
                    .build();
        }
    }
}
