package dev.leafnode.spring;

import java.time.Duration;
import java.util.Arrays;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Calls to a PostgreSQL that an isolation has given up. */
final class LateCalls {

    private LateCalls() {}

    /** A call that was given up may still take effect: the pass is to come after the last one. */
    static void await(ApplicationContext context) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !isCallUnderWay());
        JdbcTemplate database = new JdbcTemplate(context.getBean(DataSource.class));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> Integer.valueOf(0)
                        .equals(database.queryForObject(
                                "select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()"
                                        + " and backend_type = 'client backend'",
                                Integer.class)));
    }

    private static boolean isCallUnderWay() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("leafnode-"))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getClassName().startsWith("dev.leafnode.store."));
    }
}
