package dev.leafnode.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Lineage;
import dev.leafnode.model.Stage;
import dev.leafnode.model.Trigger;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.Attributes;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.Others;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.navigation.Reconciliation;
import dev.leafnode.repository.Awaiting;
import dev.leafnode.repository.ExecutionPage;
import dev.leafnode.repository.ExecutionQuery;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.store.sql.SqlSchema;
import dev.leafnode.store.sql.SqlStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** The objects that the pages make by hand, and what the pages ask them. */
class PlainJavaTest {

    @Test
    void what_is_made_by_hand_navigates() {
        DataSource dataSource = database();
        InstantSource clock = InstantSource.system();
        new SqlSchema(dataSource).migrate();
        SqlStore store =
                new SqlStore(dataSource, new DataSourceTransactionManager(dataSource), WaitRules.DEFAULT, clock);
        // or new RedisStore(unifiedJedis, WaitRules.DEFAULT, clock), or new InMemoryStore(WaitRules.DEFAULT, clock)

        JudgmentNavigationListener listener =
                new JudgmentNavigationListener(store.judgments(), leaf -> Lineage.stored(), WaitRules.DEFAULT, clock);
        Listeners listeners = new Listeners(List.of(listener), List.of(listener));
        JudgmentNavigation navigation = new JudgmentNavigation(store.judgments());
        Reconciler reconciler = new Reconciler(
                List.of(Reconciliation.stored(store.judgments())), store.lease(), Duration.ofHours(24), clock);

        start("e1", "A1", "pipeline", Trigger.empty(), store.executions(), listeners);
        start("e2", "A2", "manualJudgment", Trigger.reference("e1", "s1"), store.executions(), listeners);
        assertThat(shown(store.executions(), navigation).map(Attributes::executionId))
                .contains("e2");
        assertThat(reconciler.reconcile()).isPresent();
        store.close();
    }

    private static Optional<Attributes> shown(ExecutionRepository executions, JudgmentNavigation navigation) {
        ExecutionPage page =
                executions.search(ExecutionQuery.ofApplication("A1").withAwaiting(Awaiting.ANY));
        Map<String, Others> others = navigation.others(page); // by execution id; the links came along with the page
        Optional<Attributes> shown = others.get("e1").stage("s1"); // the three attributes of a stage

        navigation.blocking("e1"); // what does this execution wait for?
        navigation.inbox(JudgmentQuery.all()); // what waits at all, the longest-waiting first
        return shown;
    }

    private static void start(
            String id,
            String application,
            String type,
            Trigger trigger,
            ExecutionRepository executions,
            Listeners listeners) {
        Stage stage = Stage.builder("s1", type)
                .status(ExecutionStatus.RUNNING)
                .startTime(Instant.EPOCH)
                .build();
        Execution execution = Execution.builder(id, application)
                .status(ExecutionStatus.RUNNING)
                .trigger(trigger)
                .stages(List.of(stage))
                .build();
        executions.save(execution);
        listeners.beforeExecution(execution);
        listeners.beforeStage(execution, stage);
    }

    private static DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:docs;DB_CLOSE_DELAY=-1");
        return database;
    }
}
