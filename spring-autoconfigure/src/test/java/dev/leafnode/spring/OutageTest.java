package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.leafnode.listener.Listeners;
import dev.leafnode.memory.InMemoryStore;
import dev.leafnode.model.WaitRules;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.navigation.WaitProbe;
import dev.leafnode.redis.servers.RedisCluster;
import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.Repairs;
import dev.leafnode.spring.OutageEngine.Report;
import dev.leafnode.test.servers.PostgresProcess;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A real PostgreSQL or Redis goes away while an engine works that keeps its own executions. The engine does not feel it, and one
 * pass afterwards makes everything right. With {@code -Pheavy} each lasts half a minute.
 */
@Tag("heavy")
class OutageTest {

    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("leafnode.test.outage.seconds", 5));
    private static final int JUDGMENTS = Integer.getInteger("leafnode.test.outage.judgments", 200);

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** What two busy cores may take to wake a thread whose time is over. */
    private static final Duration SLACK = Duration.ofMillis(500);

    private final InMemoryStore own = new InMemoryStore(WaitRules.DEFAULT, InstantSource.system());

    @Test
    void a_postgresql_that_hangs_neither_delays_nor_fails_a_judgment() throws Exception {
        try (PostgresProcess server = PostgresProcess.start()) {
            run("PostgreSQL hangs", host(server), server::freeze, server::thaw);
        }
    }

    @Test
    void a_postgresql_that_was_killed_neither_delays_nor_fails_a_judgment() throws Exception {
        try (PostgresProcess server = PostgresProcess.start()) {
            run("PostgreSQL was killed", host(server), server::kill, server::startAgain);
        }
    }

    @Test
    void a_redis_that_hangs_neither_delays_nor_fails_a_judgment() {
        try (RedisServer server = RedisServer.start()) {
            run("Redis hangs", host(server), server::freeze, server::thaw);
        }
    }

    @Test
    void a_redis_that_was_killed_and_forgot_everything_neither_delays_nor_fails_a_judgment() {
        try (RedisServer server = RedisServer.start()) {
            run("Redis was killed", host(server), server::kill, server::startAgain);
        }
    }

    @Test
    void a_redis_cluster_that_loses_a_master_neither_delays_nor_fails_a_judgment() {
        try (RedisCluster cluster = RedisCluster.start(3, 1)) {
            RedisServer master = cluster.masterOf(0);
            run("master of a Redis Cluster was killed", host(cluster), master::kill, () -> {
                master.startAgain();
                cluster.awaitHealthy();
            });
        }
    }

    private void run(String what, ApplicationContextRunner host, Act goAway, Act comeBack) {
        host.run(context -> {
            OutageEngine engine = new OutageEngine(own.executions(), context.getBean(Listeners.class));
            // The outage takes the middle of a time half as long again, so that judgments wait before, in and after it.
            ScheduledExecutorService operator = Executors.newSingleThreadScheduledExecutor();
            try {
                List<ScheduledFuture<?>> acts = List.of(
                        operator.schedule(goAway::make, OUTAGE.toMillis() / 4, TimeUnit.MILLISECONDS),
                        operator.schedule(comeBack::make, OUTAGE.toMillis() * 5 / 4, TimeUnit.MILLISECONDS));
                Report report = engine.run(JUDGMENTS, OUTAGE.multipliedBy(3).dividedBy(2));
                for (ScheduledFuture<?> act : acts) {
                    act.get();
                }
                LateCalls.await(context);
                long failures =
                        context.getBean(JudgmentNavigationListener.class).failures();

                Repairs repairs = Passes.make(context);

                System.out.printf(
                        "Outage of %s, %s: %s, %d events not told, %s in this pass, %s in all%n",
                        OUTAGE,
                        what,
                        report,
                        failures,
                        repairs,
                        context.getBean(Reconciler.class).total());
                assertThat(report.failed()).isZero();
                assertThat(report.longest()).isLessThan(TIMEOUT.plus(SLACK));
                assertThat(failures).as("the outage was felt").isPositive();
                engine.assertShowsTheTruth(context);
                assertThat(Passes.make(context).isEmpty()).isTrue();
            } finally {
                operator.shutdownNow();
            }
        });
    }

    private ApplicationContextRunner host(PostgresProcess server) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(server.url());
        return host("sql")
                .withBean(DataSource.class, () -> pool)
                .withBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(pool));
    }

    private ApplicationContextRunner host(RedisServer server) {
        return host("redis").withPropertyValues("leafnode.redis.url=" + server.uri());
    }

    private ApplicationContextRunner host(RedisCluster cluster) {
        return host("redis").withPropertyValues("leafnode.redis.cluster.nodes=" + String.join(",", cluster.seeds()));
    }

    private ApplicationContextRunner host(String store) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
                .withPropertyValues(
                        "leafnode.enabled=true", "leafnode.store=" + store, "leafnode.reconcile.interval=1d")
                .withBean(ExecutionRepository.class, own::executions)
                .withBean(WaitProbe.class, () -> new RepositoryProbe(own.executions()));
    }

    /** What an operator does to a server. */
    private interface Act {

        void act() throws Exception;

        default Void make() throws Exception {
            act();
            return null;
        }
    }
}
