package dev.leafnode.spring;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Calls to a PostgreSQL or a Redis that an isolation has given up. */
final class LateCalls {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ROUNDS = 3;

    private LateCalls() {}

    /** A call that was given up may still take effect: the pass is to come after the last one. */
    static void await(ApplicationContext context) {
        Awaitility.await().atMost(PATIENCE).until(() -> !isCallUnderWay());
        context.getBeanProvider(DataSource.class).ifAvailable(LateCalls::awaitIdle);
        context.getBeanProvider(RedisClient.class).ifAvailable(LateCalls::awaitIdle);
    }

    private static void awaitIdle(DataSource server) {
        JdbcTemplate database = new JdbcTemplate(server);
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> Integer.valueOf(0)
                        .equals(database.queryForObject(
                                "select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()"
                                        + " and backend_type = 'client backend'",
                                Integer.class)));
    }

    /** It takes what waits at every connection before it turns to the first one again, new connections first. */
    private static void awaitIdle(RedisClient server) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> Stream.generate(() -> server.jedis().exists("nothing"))
                        .limit(ROUNDS)
                        .noneMatch(found -> found));
    }

    private static boolean isCallUnderWay() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("leafnode-"))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getClassName().startsWith("dev.leafnode.store."));
    }
}
