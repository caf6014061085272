package dev.leafnode.orca;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.navigation.Reconciler;
import dev.leafnode.orca.engine.PipelineConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Orca's answers and events cost the database of the judgments. */
class QueriesTest {

    private final Statements statements = new Statements();
    private final PipelineConfig leaf = pipeline("leaf", "a2").judgment("1");
    private final Site site = new Site(
            ProxyDataSourceBuilder.create(TestDatabase.H2.create())
                    .listener(statements)
                    .build(),
            1);

    /** The reconciler looks at everything when an instance starts. */
    @BeforeEach
    void untilTheReconcilerHasPassed() {
        Awaitility.await().until(() -> site.pod(0).bean(Reconciler.class).passes() > 0);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void an_answer_takes_one_query_however_many_executions_are_in_it() {
        site.engine().know(leaf);
        for (int trees : List.of(1, 15)) {
            IntStream.range(0, trees)
                    .forEach(i -> site.engine().start(pipeline("root", "a1").runs("1", leaf)));
            site.engine().handleDue();
            statements.count.set(0);
            assertThat(site.pod(0).get("/applications/a1/pipelines")).contains("leafnodePipelineExecutionId");
            assertThat(statements.count).hasValue(1);
        }
    }

    @Test
    void an_answer_in_which_all_is_over_takes_none_and_nor_does_one_without_executions() {
        site.engine().know(leaf).start(pipeline("root", "a1").runs("1", leaf));
        site.engine().handleDue();
        site.judge("leaf", "1", "continue");
        statements.count.set(0);
        assertThat(site.pod(0).get("/applications/a1/pipelines")).contains("SUCCEEDED");
        site.pod(0).get("/applications/unknown/pipelines");
        site.pod(0).get("/health");
        assertThat(statements.count).hasValue(0);
    }

    @Test
    void stages_that_neither_wait_nor_run_pipelines_cost_nothing() {
        site.engine()
                .start(pipeline("plain", "a1")
                        .stage("1", "succeed")
                        .stage("2", "succeed")
                        .after("1"));
        statements.count.set(0);
        site.engine().handleDue();
        assertThat(site.engine().executions().statusOf("plain")).isEqualTo("SUCCEEDED");
        assertThat(statements.count).hasValue(0);
    }

    @Test
    void an_hour_of_polls_costs_nothing() {
        site.engine().know(leaf).start(pipeline("root", "a1").runs("1", leaf));
        site.engine().handleDue();
        statements.count.set(0);
        site.engine().advance(Duration.ofHours(1));
        assertThat(statements.count).hasValue(0);
    }

    /** Counts what is executed, on whatever thread. */
    private static final class Statements implements QueryExecutionListener {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            count.incrementAndGet();
        }
    }
}
