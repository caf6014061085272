package dev.leafnode.spring;

import dev.leafnode.model.Execution;
import dev.leafnode.model.ExecutionStatus;
import dev.leafnode.model.Stage;
import dev.leafnode.spring.host.HostApplication;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The host application over a database of its own, and what the tests ask of the two. */
final class SqlHost {

    static final Stage JUDGMENT = Stage.builder("judgment", "manualJudgment")
            .status(ExecutionStatus.RUNNING)
            .startTime(Instant.EPOCH)
            .build();

    static final Execution EXECUTION = Execution.builder("execution", "application")
            .status(ExecutionStatus.RUNNING)
            .stages(List.of(JUDGMENT))
            .build();

    private SqlHost() {}

    /** The host over a new database, which stays when a context ends; navigation is off. */
    static ApplicationContextRunner withNewDatabase() {
        return new ApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader("dev.leafnode.store.redis"))
                .withUserConfiguration(HostApplication.class)
                .withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
    }

    /** The names of all tables, in lower case. */
    static List<String> tables(ApplicationContext context) {
        return context
                .getBean(JdbcTemplate.class)
                .queryForList(
                        "select table_name from information_schema.tables where table_schema = 'PUBLIC'", String.class)
                .stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The names of our tables. */
    static List<String> ownTables(ApplicationContext context) {
        return tables(context).stream()
                .filter(name -> name.startsWith("leafnode"))
                .toList();
    }
}
