package dev.leafnode.spring;

import static dev.leafnode.spring.SqlHost.ownTables;
import static dev.leafnode.spring.SqlHost.tables;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Spring Boot 3 in an application that has Flyway only because of us, and in one that uses it. */
class UnusedFlywayTest {

    private final DataSource database = newDatabase();

    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withClassLoader(new FilteredClassLoader(UnusedFlywayTest::isStoreOrMigration))
            .withConfiguration(AutoConfigurations.of(
                    DataSourceTransactionManagerAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    FlywayAutoConfiguration.class,
                    UnusedFlywayAutoConfiguration.class,
                    LeafnodeAutoConfiguration.class));

    private static boolean isStoreOrMigration(String name) {
        return name.startsWith("dev.leafnode.store.redis") || name.startsWith("db/migration");
    }

    @Test
    void a_database_with_tables_is_not_refused_and_gets_no_history() {
        new JdbcTemplate(database).execute("create table older (id int)");
        host.withBean("database", DataSource.class, () -> database).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(Flyway.class);
            assertThat(tables(context)).containsExactly("older");
        });
    }

    @Test
    void navigation_needs_none_of_it() {
        new JdbcTemplate(database).execute("create table older (id int)");
        host.withBean("database", DataSource.class, () -> database)
                .withPropertyValues("leafnode.enabled=true")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(ownTables(context)).isNotEmpty();
                });
    }

    @Test
    void a_database_that_is_away_keeps_nobody_from_starting() {
        ApplicationContextRunner away = host.withBean(
                "database", DataSource.class, () -> new DriverManagerDataSource("jdbc:h2:tcp://localhost:1/away"));
        away.run(context -> assertThat(context).hasNotFailed());
        away.withPropertyValues("leafnode.enabled=true", "leafnode.sql.fail-fast=false")
                .run(context -> assertThat(context).hasNotFailed());
        away.withPropertyValues("leafnode.enabled=true")
                .run(context -> assertThat(context).getFailure().rootCause().isInstanceOf(ConnectException.class));
    }

    @Test
    void none_of_two_databases_has_to_be_the_primary_one() {
        host.withBean("first", DataSource.class, UnusedFlywayTest::newDatabase)
                .withBean("second", DataSource.class, UnusedFlywayTest::newDatabase)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void hibernate_is_not_told_that_somebody_else_makes_the_tables() {
        host.withBean("database", DataSource.class, () -> database)
                .run(context -> assertThat(context.getBeanProvider(SchemaManagementProvider.class).stream()
                                .map(provider -> provider.getSchemaManagement(database)))
                        .isNotEmpty()
                        .containsOnly(SchemaManagement.UNMANAGED));
    }

    @Test
    void migrations_where_spring_boot_looks_run() {
        host.withClassLoader(new FilteredClassLoader("dev.leafnode.store.redis"))
                .withBean("database", DataSource.class, () -> database)
                .run(context -> assertThat(tables(context)).contains("host_thing"));
    }

    @Test
    void migrations_that_are_beans_run() {
        host.withBean("database", DataSource.class, () -> database)
                .withUserConfiguration(WithMigration.class)
                .run(context -> assertThat(tables(context)).contains("flyway_schema_history", "made_by_a_bean"));
    }

    @Test
    void a_flyway_that_the_application_speaks_of_stays() {
        ApplicationContextRunner withDatabase = host.withBean("database", DataSource.class, () -> database);
        withDatabase
                .withPropertyValues("spring.flyway.table=history")
                .run(context -> assertThat(context).hasSingleBean(Flyway.class));
        withDatabase
                .withBean(FlywayMigrationStrategy.class, () -> flyway -> {})
                .run(context -> assertThat(context).hasSingleBean(Flyway.class));
    }

    @Test
    void a_flyway_of_the_applications_own_stays() {
        Flyway own = Flyway.configure().dataSource(database).load();
        host.withBean("database", DataSource.class, () -> database)
                .withBean("own", Flyway.class, () -> own)
                .run(context -> assertThat(context).getBean(Flyway.class).isSameAs(own));
    }

    private static DataSource newDatabase() {
        return new DriverManagerDataSource("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
    }

    @Configuration(proxyBeanMethods = false)
    static class WithMigration {

        @Bean
        V1__made_by_a_bean migration() {
            return new V1__made_by_a_bean();
        }
    }

    static final class V1__made_by_a_bean extends BaseJavaMigration {

        @Override
        public void migrate(Context context) throws Exception {
            context.getConnection().createStatement().execute("create table made_by_a_bean (id int)");
        }
    }
}
