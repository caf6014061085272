package dev.leafnode.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootVersion;
import org.springframework.data.relational.core.mapping.NamingStrategy;
import org.springframework.jdbc.core.JdbcTemplate;

/** Each way in which a library with tables of its own has broken its host, with navigation on and off. */
class SevenTrapsTest {

    private static final String HOST_HISTORY = "flyway_schema_history";
    private static final String OUR_HISTORY = "leafnode_schema_history";

    private static Host on;
    private static Host off;

    @BeforeAll
    static void startOnEmptyDatabases() {
        on = Host.start(Host.ON, Host.newDatabase());
        off = Host.start(Host.newDatabase());
    }

    @AfterAll
    static void stop() {
        on.close();
        off.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Host.ON, Host.OFF})
    void the_hosts_own_migrations_run_and_the_only_flyway_is_the_hosts(String flag) {
        Host host = host(flag);

        assertThat(host.tables()).contains("host_thing");
        assertThat(host.migrations(HOST_HISTORY)).containsExactly("V1__host.sql", "db.migration.V2__host");
        assertThat(host.context().getBeanNamesForType(Flyway.class))
                .singleElement()
                .asString()
                .doesNotContainIgnoringCase("leafnode");
    }

    @Test
    void our_migrations_are_not_where_the_hosts_flyway_looks() throws IOException {
        assertThat(Collections.list(getClass().getClassLoader().getResources("db/migration")))
                .singleElement()
                .asString()
                .contains("test-classes");
    }

    @ParameterizedTest
    @ValueSource(strings = {Host.ON, Host.OFF})
    void a_schema_that_is_not_empty_is_neither_refused_nor_taken_for_one_that_has_our_first_version(String flag) {
        String database = Host.newDatabase();
        new JdbcTemplate(Host.dataSource(database)).execute("create table older (id int)");
        try (Host host = Host.start(flag, database, Host.WITHOUT_FLYWAY)) {
            assertThat(host.tables()).contains("older");
            if (flag.equals(Host.ON)) {
                assertThat(host.migrations(OUR_HISTORY)).containsExactly("V1__executions_and_judgments.sql");
                Tree.open(host.context());
                assertThat(Tree.waiting(host.context())).isEqualTo(1);
            } else {
                assertThat(host.ownTables()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Host.ON, Host.OFF})
    void the_hosts_migrations_find_the_empty_schema_that_they_need(String flag) {
        assertThat(host(flag).jdbc().queryForList("select \"type\" from \"%s\"".formatted(HOST_HISTORY), String.class))
                .contains("SQL")
                .doesNotContain("BASELINE");
    }

    @Test
    void our_migrations_run_after_the_hosts_scripts() {
        try (Host host = Host.start(
                Host.ON,
                Host.newDatabase(),
                Host.WITHOUT_FLYWAY,
                "spring.sql.init.schema-locations=classpath:count-our-tables.sql")) {
            assertThat(host.jdbc().queryForObject("select our_tables from host_count", Integer.class))
                    .isZero();
            assertThat(host.ownTables()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Host.ON, Host.OFF})
    void the_hosts_repositories_are_there_and_work(String flag) {
        Things things = host(flag).bean(Things.class);

        things.save(new Thing("id", "name"));

        assertThat(things.findAll()).containsExactly(new Thing("id", "name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {Host.ON, Host.OFF})
    void the_hosts_names_are_the_hosts_and_ours_are_ours(String flag) {
        Host host = host(flag);

        assertThat(host.context().getBeanNamesForType(NamingStrategy.class)).containsExactly("hostNames");
        assertThat(host.tables())
                .filteredOn(name -> name.contains("host"))
                .containsExactlyInAnyOrder("host_thing", "host_note");
        if (flag.equals(Host.ON)) {
            assertThat(host.ownTables()).contains("leafnode_execution", "leafnode_judgment");
            Tree.open(host.context());
            Tree.assertShownUntilItIsOver(host.context());
        }
    }

    @Test
    void off_means_no_table_and_no_bean() {
        assertThat(off.tables()).containsExactlyInAnyOrder(HOST_HISTORY, "host_thing", "host_note");
        assertThat(off.ownBeans()).containsExactlyInAnyOrderElementsOf(beansWhileOff());
    }

    @Test
    void the_only_beans_that_appear_are_of_our_own_types() {
        List<String> hosts = List.of(off.context().getBeanDefinitionNames());

        assertThat(on.context().getBeanDefinitionNames())
                .filteredOn(name -> !hosts.contains(name))
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(on.context().getType(name)).asString().contains(" dev.leafnode."));
    }

    private static Host host(String flag) {
        return flag.equals(Host.ON) ? on : off;
    }

    /** Spring Boot 3 takes a Flyway on the class path for a wish to migrate; Spring Boot 4 waits for a module. */
    private static List<String> beansWhileOff() {
        return SpringBootVersion.getVersion().startsWith("3.")
                ? List.of("dev.leafnode.spring.UnusedFlywayAutoConfiguration", "leafnodeUnusedFlyway")
                : List.of();
    }
}
