package dev.leafnode.spring;

import static dev.leafnode.spring.SqlHost.EXECUTION;
import static dev.leafnode.spring.SqlHost.JUDGMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An application with two databases and a transaction manager for each, only one of which is the store's. */
class TwoDataSourcesTest {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** What two busy cores may take beyond the timeout. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final Stage ENDED = JUDGMENT.toBuilder()
            .status(ExecutionStatus.SUCCEEDED)
            .endTime(Instant.EPOCH.plusSeconds(1))
            .build();

    private final DataSource database = newDatabase();
    private final PlatformTransactionManager manager = new JdbcTransactionManager(database);
    private final TransactionTemplate transaction = new TransactionTemplate(manager);

    private final DataSource otherDatabase = newDatabase();
    private final PlatformTransactionManager otherManager = new JdbcTransactionManager(otherDatabase);
    private final TransactionTemplate otherTransaction = new TransactionTemplate(otherManager);

    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
            .withPropertyValues(
                    "leafnode.enabled=true",
                    "leafnode.store=sql",
                    "leafnode.timeout=" + TIMEOUT,
                    "leafnode.reconcile.interval=1d")
            .withBean("database", DataSource.class, () -> database, TwoDataSourcesTest::first)
            .withBean("manager", PlatformTransactionManager.class, () -> manager, TwoDataSourcesTest::first)
            .withBean("otherDatabase", DataSource.class, () -> otherDatabase)
            .withBean("otherManager", PlatformTransactionManager.class, () -> otherManager);

    @Test
    void an_event_in_a_transaction_of_the_other_manager_holds_the_engine_no_longer_than_the_timeout() {
        host.run(context -> {
            saveAfterTheFirstPass(context);
            context.getBean(Listeners.class).beforeStage(EXECUTION, JUDGMENT);
            assertThat(waiting(context)).isEqualTo(1);
            try (Connection stranger = database.getConnection();
                    Statement statement = stranger.createStatement()) {
                stranger.setAutoCommit(false);
                statement.execute("select * from leafnode_judgment for update");
                long start = System.nanoTime();

                otherTransaction.executeWithoutResult(
                        status -> context.getBean(Listeners.class).afterStage(EXECUTION, ENDED));

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(SLACK));
                assertThat(failures(context)).isEqualTo(1);
                stranger.rollback();
            }
        });
    }

    @Test
    void an_event_in_a_transaction_of_the_stores_manager_is_undone_with_it_and_in_one_of_the_other_is_not() {
        host.run(context -> {
            Listeners listeners = context.getBean(Listeners.class);
            saveAfterTheFirstPass(context);

            transaction.executeWithoutResult(status -> {
                listeners.beforeStage(EXECUTION, JUDGMENT);
                status.setRollbackOnly();
            });
            assertThat(waiting(context)).isZero();

            otherTransaction.executeWithoutResult(status -> {
                listeners.beforeStage(EXECUTION, JUDGMENT);
                status.setRollbackOnly();
            });
            assertThat(waiting(context)).isEqualTo(1);
            assertThat(failures(context)).isZero();
        });
    }

    @Test
    void followers_are_told_of_a_change_when_the_transaction_has_ended_that_it_is_part_of() {
        host.run(context -> {
            Store store = context.getBean(Store.class);
            List<Boolean> told = new ArrayList<>();

            transaction.executeWithoutResult(status -> {
                HostTransactions.onEnd(store.joinsTransaction(), told::add);
                assertThat(told).isEmpty();
                status.setRollbackOnly();
            });
            assertThat(told).containsExactly(false);

            otherTransaction.executeWithoutResult(status -> {
                HostTransactions.onEnd(store.joinsTransaction(), told::add);
                assertThat(told).containsExactly(false, true);
            });
        });
    }

    @Test
    void an_event_told_after_a_commit_reaches_the_store_and_disturbs_nobody_else_who_is_told() {
        host.run(context -> {
            List<String> told = new ArrayList<>();
            saveAfterTheFirstPass(context);
            for (PlatformTransactionManager each : List.of(manager, otherManager)) {
                TransactionTemplate inner = new TransactionTemplate(each);
                inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
                new TransactionTemplate(each).executeWithoutResult(outer -> {
                    inner.executeWithoutResult(status -> {
                        TransactionSynchronizationManager.registerSynchronization(new Teller("first", context, told));
                        TransactionSynchronizationManager.registerSynchronization(new Teller("next", context, told));
                    });
                    assertThat(TransactionSynchronizationManager.isSynchronizationActive())
                            .isTrue();
                    assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                            .isTrue();
                });
                assertThat(TransactionSynchronizationManager.isSynchronizationActive())
                        .isFalse();
                assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                        .isFalse();
            }

            assertThat(told).hasSize(8);
            assertThat(failures(context)).isZero();
            assertThat(waiting(context)).isEqualTo(8);
        });
    }

    private static DataSource newDatabase() {
        return new DriverManagerDataSource("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
    }

    private static void first(BeanDefinition bean) {
        bean.setPrimary(true);
    }

    /** The pass that follows the start opens what it finds waiting. */
    private static void saveAfterTheFirstPass(ApplicationContext context) {
        await().until(() -> context.getBean(Reconciler.class).passes() == 1);
        context.getBean(ExecutionRepository.class).save(EXECUTION);
    }

    private static int waiting(ApplicationContext context) {
        return context.getBean(JudgmentNavigation.class)
                .inbox(JudgmentQuery.all())
                .judgments()
                .size();
    }

    private static long failures(ApplicationContext context) {
        return context.getBean(JudgmentNavigationListener.class).failures();
    }

    /** Tells of another judgment each time that it is told something. */
    private record Teller(String name, ApplicationContext context, List<String> told)
            implements TransactionSynchronization {

        @Override
        public void afterCommit() {
            tell();
        }

        @Override
        public void afterCompletion(int status) {
            tell();
        }

        private void tell() {
            Stage stage = Stage.builder(name + "-" + told.size(), "manualJudgment")
                    .status(ExecutionStatus.RUNNING)
                    .startTime(Instant.EPOCH)
                    .build();
            told.add(stage.id());
            context.getBean(Listeners.class).beforeStage(EXECUTION, stage);
        }
    }
}
