package dev.leafnode.spring;

import static dev.leafnode.spring.SqlHost.ownTables;
import static dev.leafnode.spring.SqlHost.tables;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** Spring Boot 3 in an application with tables and without migrations, which has Flyway only because of us. */
class UnusedFlywayTest {

    private final ApplicationContextRunner host =
            SqlHost.withNewDatabase().withPropertyValues("spring.flyway.locations=classpath:no/migrations/here");

    @BeforeEach
    void fillTheDatabase() {
        host.withPropertyValues("spring.flyway.enabled=false")
                .run(context -> context.getBean(JdbcTemplate.class).execute("create table older (id int)"));
    }

    @Test
    void the_application_starts_with_navigation_off() {
        host.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(tables(context)).containsExactly("older");
        });
    }

    @Test
    void the_application_starts_with_navigation_on() {
        host.withPropertyValues("leafnode.enabled=true").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(ownTables(context)).isNotEmpty();
        });
    }

    @Test
    void a_strategy_of_the_application_wins() {
        FlywayMigrationStrategy strategy = flyway -> {};
        host.withBean(FlywayMigrationStrategy.class, () -> strategy)
                .run(context -> assertThat(context)
                        .getBean(FlywayMigrationStrategy.class)
                        .isSameAs(strategy));
    }
}
