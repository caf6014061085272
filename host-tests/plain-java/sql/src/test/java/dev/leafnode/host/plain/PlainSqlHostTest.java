package dev.leafnode.host.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.navigation.Reconciliation;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.Repairs;
import dev.leafnode.store.sql.SqlSchema;
import dev.leafnode.store.sql.SqlStore;
import dev.leafnode.test.servers.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An engine in plain Java, on the core and the SQL store. Of Spring it has what the store brings along. */
class PlainSqlHostTest {

    private static final Stage WAITS = running("run", "pipeline");
    private static final Stage JUDGMENT = running("judge", "manualJudgment");
    private static final Execution PARENT = running("parent", "A1", Trigger.empty(), WAITS);
    private static final Execution LEAF = running("leaf", "A2", Trigger.reference("parent", "run"), JUDGMENT);

    @Test
    void what_waits_shows_above_until_it_is_over_on_postgresql() {
        assertNavigates(PostgresServer.newDatabase());
    }

    @Test
    void what_waits_shows_above_until_it_is_over_on_h2() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:plain;DB_CLOSE_DELAY=-1");
        assertNavigates(database);
    }

    @Test
    void there_is_no_spring_boot() {
        assertThatThrownBy(() -> Class.forName("org.springframework.boot.SpringApplication"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private static void assertNavigates(DataSource database) {
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
        InstantSource clock = InstantSource.system();
        new SqlSchema(database).migrate();
        try (SqlStore store = new SqlStore(database, transactions, WaitRules.DEFAULT, clock)) {
            JudgmentNavigationListener listener = new JudgmentNavigationListener(
                    store.judgments(), leaf -> Lineage.stored(), WaitRules.DEFAULT, clock);
            Listeners listeners = new Listeners(List.of(listener), List.of(listener));
            JudgmentNavigation navigation = new JudgmentNavigation(store.judgments());

            new TransactionTemplate(transactions).executeWithoutResult(status -> {
                start(PARENT, store, listeners);
                start(LEAF, store, listeners);
                status.setRollbackOnly();
            });
            assertThat(navigation.inbox(JudgmentQuery.all()).judgments()).isEmpty();

            start(PARENT, store, listeners);
            start(LEAF, store, listeners);
            assertThat(shown(store, navigation)).isEqualTo("leaf");

            Stage ended = JUDGMENT.toBuilder().status(ExecutionStatus.SUCCEEDED).build();
            store.executions().saveStage("leaf", ended);
            Reconciler reconciler = new Reconciler(
                    List.of(Reconciliation.stored(store.judgments())), store.lease(), Duration.ofHours(24), clock);
            assertThat(reconciler.reconcile()).map(Repairs::closed).contains(1L);
            assertThat(shown(store, navigation)).isEqualTo("nothing");
        }
    }

    private static void start(Execution execution, SqlStore store, Listeners listeners) {
        store.executions().save(execution);
        listeners.beforeExecution(execution);
        execution.stages().forEach(stage -> listeners.beforeStage(execution, stage));
    }

    private static String shown(SqlStore store, JudgmentNavigation navigation) {
        return navigation
                .others(store.executions().search(ExecutionQuery.ofApplication("A1")))
                .get("parent")
                .stage("run")
                .map(attributes -> attributes.executionId())
                .orElse("nothing");
    }

    private static Execution running(String id, String application, Trigger trigger, Stage stage) {
        return Execution.builder(id, application)
                .status(ExecutionStatus.RUNNING)
                .trigger(trigger)
                .stages(List.of(stage))
                .build();
    }

    private static Stage running(String id, String type) {
        return Stage.builder(id, type)
                .status(ExecutionStatus.RUNNING)
                .startTime(Instant.EPOCH)
                .build();
    }
}
