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
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

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
}
