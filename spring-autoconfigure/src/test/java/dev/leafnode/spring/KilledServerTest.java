package dev.leafnode.spring;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.leafnode.listener.Listeners;
import dev.leafnode.model.Execution;
import dev.leafnode.model.StageKey;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.navigation.Reconciler;
import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentPage;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.repository.JudgmentRepository;
import dev.leafnode.test.servers.PostgresProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A real PostgreSQL or Redis that keeps executions and judgments is killed and started again under load, while the
 * reconciler is at work. The engine stores again what it could not store, as engines do, and tells nothing twice.
 */
@Tag("heavy")
class KilledServerTest {

    private static final int KILLS = Integer.getInteger("leafnode.test.server.kills", 8);

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** What two busy cores may take to wake a thread whose time is over. */
    private static final Duration SLACK = Duration.ofMillis(500);

    private final long seed = Long.getLong("leafnode.test.seed", new Random().nextLong());

    @Test
    void a_postgresql_that_is_killed_under_load_loses_no_execution_and_no_link() throws Exception {
        try (PostgresProcess server = PostgresProcess.start()) {
            run("PostgreSQL", host(server), server::kill, server::startAgain);
        }
    }

    @Test
    void a_redis_that_is_killed_under_load_loses_no_execution_and_no_link() {
        try (RedisServer server = RedisServer.start("--appendonly", "yes", "--appendfsync", "always")) {
            run("Redis", host(server), server::kill, server::startAgain);
        }
    }

    private void run(String what, ApplicationContextRunner host, Act kill, Act startAgain) {
        host.run(context -> {
            Random random = new Random(seed);
            StubbornEngine engine = new StubbornEngine(
                    context.getBean(ExecutionRepository.class), context.getBean(Listeners.class), random);
            for (int i = 0; i < KILLS; i++) {
                engine.workFor(Duration.ofMillis(200 + random.nextInt(800)));
                kill.act();
                engine.workFor(Duration.ofMillis(random.nextInt(500)));
                startAgain.act();
            }
            engine.stop();
            LateCalls.await(context);
            Passes.make(context);

            System.out.printf(
                    "%d kills of %s: %d trees, %d of them wait, an event took %s at most, %d events not told,"
                            + " %s%n",
                    KILLS,
                    what,
                    engine.executions().size() / 2,
                    engine.waiting().size(),
                    engine.longestEvent(),
                    context.getBean(JudgmentNavigationListener.class).failures(),
                    context.getBean(Reconciler.class).total());
            assertThat(engine.longestEvent()).isLessThan(TIMEOUT.plus(SLACK));
            assertEverythingIsThere(context, engine);
            assertThat(Passes.make(context).isEmpty()).isTrue();
        });
    }

    private void assertEverythingIsThere(ApplicationContext context, StubbornEngine engine) {
        ExecutionRepository stored = context.getBean(ExecutionRepository.class);
        for (Execution execution : engine.executions()) {
            assertThat(stored.find(execution.id())).as("seed %d", seed).contains(execution);
        }
        assertThat(inbox(context.getBean(JudgmentNavigation.class)))
                .as("seed %d", seed)
                .isEqualTo(engine.waiting());
        assertThat(context
                        .getBean(JudgmentRepository.class)
                        .links(engine.executions().stream().map(Execution::id).toList())
                        .stream()
                        .collect(toMap(
                                link -> link.longestWaiting().stage().executionId(), link -> List.of(link.ancestor()))))
                .as("seed %d", seed)
                .isEqualTo(engine.waiting());
    }

    /** By leaf, the way to it. */
    private static Map<String, List<StageKey>> inbox(JudgmentNavigation navigation) {
        Map<String, List<StageKey>> found = new TreeMap<>();
        JudgmentQuery query = JudgmentQuery.all().withLimit(JudgmentQuery.MAX_LIMIT);
        List<JudgmentPage> pages = new ArrayList<>();
        do {
            pages.add(navigation.inbox(query));
            query = query.withPageToken(pages.get(pages.size() - 1).next());
        } while (query.pageToken() != null);
        pages.forEach(page -> page.judgments()
                .forEach(waiting -> found.put(waiting.judgment().key().stage().executionId(), waiting.path())));
        return found;
    }

    private static ApplicationContextRunner host(PostgresProcess server) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(server.url());
        pool.setConnectionTimeout(500);
        return host("sql")
                .withBean(DataSource.class, () -> pool)
                .withBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(pool));
    }

    private static ApplicationContextRunner host(RedisServer server) {
        return host("redis").withPropertyValues("leafnode.redis.url=" + server.uri());
    }

    private static ApplicationContextRunner host(String store) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LeafnodeAutoConfiguration.class))
                .withPropertyValues(
                        "leafnode.enabled=true", "leafnode.store=" + store, "leafnode.reconcile.interval=100ms");
    }

    /** What happens to a server. */
    private interface Act {

        void act() throws Exception;
    }
}
