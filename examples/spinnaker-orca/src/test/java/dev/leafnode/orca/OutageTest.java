package dev.leafnode.orca;

import static dev.leafnode.orca.engine.PipelineConfig.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.leafnode.orca.engine.PipelineConfig;
import dev.leafnode.test.servers.PostgresProcess;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real PostgreSQL with the judgments is killed, or hangs, while Orca goes on. */
class OutageTest {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final PipelineConfig leaf = pipeline("leaf", "a2").judgment("1");
    private final PipelineConfig root = pipeline("root", "a1").runs("1", leaf);
    private PostgresProcess server;
    private HikariDataSource pool;
    private Site site;

    /** How a database is away. */
    enum Outage {
        KILLED {
            @Override
            void begin(PostgresProcess server) throws Exception {
                server.kill();
            }

            @Override
            void end(PostgresProcess server) throws Exception {
                server.startAgain();
            }
        },
        FROZEN {
            @Override
            void begin(PostgresProcess server) throws Exception {
                server.freeze();
            }

            @Override
            void end(PostgresProcess server) throws Exception {
                server.thaw();
            }
        };

        abstract void begin(PostgresProcess server) throws Exception;

        abstract void end(PostgresProcess server) throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        server = PostgresProcess.start();
        pool = new HikariDataSource();
        pool.setJdbcUrl(server.url());
        site = new Site(pool, 2, "leafnode.timeout=" + TIMEOUT.toMillis() + "ms");
    }

    @AfterEach
    void close() {
        site.close();
        pool.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void orca_handles_every_message_once_and_judges_while_the_store_is_away_and_all_shows_when_it_is_back(Outage outage)
            throws Exception {
        site.engine().know(leaf).start(root);
        site.engine().handleDue();
        assertThat(site.check().shown()).isEqualTo(1);

        outage.begin(server);
        site.judge("leaf", "1", "continue");
        site.engine().start(root);
        site.engine().handleDue();
        assertThat(site.engine().executions().allOf("root"))
                .extracting(execution -> execution.getStatus().name())
                .containsExactly("SUCCEEDED", "RUNNING");
        assertThat(site.pod(0).get("/applications/a1/pipelines"))
                .contains("\"others\":{}")
                .doesNotContain("leafnodePipelineExecutionId");
        assertThat(site.engine().failures()).isEmpty();
        assertThat(site.engine().redeliveries()).isEmpty();
        assertThat(site.engine().executions().statusOf("leaf", "1")).isEqualTo("RUNNING");
        assertThat(site.pod(0).count("leafnode.orca.others.failures")
                        + site.pod(1).count("leafnode.orca.others.failures"))
                .isPositive();

        outage.end(server);
        site.reconcileUntil(() -> assertThat(site.check().shown()).isEqualTo(1));
        site.judge("leaf", "1", "continue");
        site.reconcileUntil(site::checkNothingShows);
    }
}
