package dev.leafnode.spring;

import static dev.leafnode.spring.SqlHost.EXECUTION;
import static dev.leafnode.spring.SqlHost.JUDGMENT;
import static dev.leafnode.spring.SqlHost.ownTables;
import static dev.leafnode.spring.SqlHost.tables;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leafnode.listener.Listeners;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.spring.host.Thing;
import dev.leafnode.spring.host.Things;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.ClassUtils;

/** Each way in which a library with tables of its own has broken its host. */
class SqlHostTest {

    private final ApplicationContextRunner host = SqlHost.withNewDatabase();

    private final ApplicationContextRunner hostWithNavigation = host.withPropertyValues("leafnode.enabled=true");

    @Test
    void off_means_no_table() {
        host.run(context ->
                assertThat(tables(context)).containsExactlyInAnyOrder("flyway_schema_history", "host_thing"));
    }

    @Test
    void the_only_beans_that_appear_are_of_our_own_types() {
        host.run(off -> hostWithNavigation.run(on -> {
            List<String> added = new ArrayList<>(beans(on));
            added.removeAll(beans(off));
            assertThat(added)
                    .isNotEmpty()
                    .allSatisfy(bean -> assertThat(on.getType(bean)).asString().contains(" dev.leafnode."));
        }));
    }

    @Test
    void the_hosts_own_migrations_run() {
        hostWithNavigation.run(context -> {
            assertThat(tables(context)).contains("host_thing");
            assertThat(migrations("flyway_schema_history", context)).containsExactly("V1__host.sql");
        });
    }

    @Test
    void our_migrations_are_not_where_the_hosts_flyway_looks() throws IOException {
        assertThat(Collections.list(getClass().getClassLoader().getResources("db/migration")))
                .singleElement()
                .asString()
                .contains("test-classes");
    }

    @Test
    void our_first_migration_runs_although_the_schema_is_not_empty() {
        hostWithNavigation.run(context -> {
            assertThat(migrations("leafnode_schema_history", context))
                    .anyMatch(script -> script.startsWith("V1__"))
                    .doesNotContain("V1__host.sql");
            assertThat(ownTables(context)).contains("leafnode_execution", "leafnode_judgment");
        });
    }

    @Test
    void our_migrations_run_after_the_hosts_scripts() {
        hostWithNavigation
                .withPropertyValues(
                        "spring.flyway.enabled=false",
                        "spring.sql.init.schema-locations=classpath:count-our-tables.sql")
                .run(context -> {
                    assertThat(context.getBean(JdbcTemplate.class)
                                    .queryForObject("select our_tables from host_count", Integer.class))
                            .isZero();
                    assertThat(ownTables(context)).isNotEmpty();
                });
    }

    @Test
    void the_hosts_repositories_stay() {
        hostWithNavigation.run(context -> {
            context.getBean(Things.class).save(new Thing("id", "name"));

            assertThat(context.getBean(Things.class).findAll()).containsExactly(new Thing("id", "name"));
        });
    }

    @Test
    void the_hosts_naming_strategy_leaves_our_tables_alone() {
        hostWithNavigation.run(context -> {
            context.getBean(ExecutionRepository.class).save(EXECUTION);
            context.getBean(Listeners.class).beforeStage(EXECUTION, JUDGMENT);

            assertThat(context.getBean(ExecutionRepository.class).find(EXECUTION.id()))
                    .contains(EXECUTION);
            assertThat(context.getBean(JudgmentNavigation.class)
                            .inbox(JudgmentQuery.all())
                            .judgments())
                    .hasSize(1);
            assertThat(ownTables(context)).noneMatch(name -> name.contains("host"));
        });
    }

    /** Flyway keeps that in a module of its own, which a host without Flyway would not know to add. */
    @Test
    void the_store_brings_what_flyway_needs_for_postgresql() {
        assertThat(ClassUtils.isPresent("org.flywaydb.database.postgresql.PostgreSQLDatabaseType", null))
                .isTrue();
    }

    private static List<String> beans(ApplicationContext context) {
        return Arrays.asList(context.getBeanDefinitionNames());
    }

    private static List<String> migrations(String historyTable, ApplicationContext context) {
        String scripts = """
                select "script" from "%s" where "version" <> '0' and "success" order by "installed_rank"\
                """;
        return context.getBean(JdbcTemplate.class).queryForList(scripts.formatted(historyTable), String.class);
    }
}
