package dev.leafnode.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leafnode.test.servers.MariaDbServer;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class SqlSchemaTest {

    @Nested
    class OnH2 extends SchemaOfSingleStatements {
        OnH2() {
            super(TestDatabase.H2::create);
        }
    }

    @Nested
    @Tag("heavy")
    class OnMariaDb extends SchemaOfSingleStatements {
        OnMariaDb() {
            super(() -> MariaDbServer.newDatabase("sessionVariables=sql_mode='ANSI_QUOTES'"));
        }
    }

    @Nested
    class OnPostgreSql extends Schema {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL.create());
        }
    }

    abstract static class Schema {

        private static final String STAGING =
                "leafnode_staging_%d".formatted(ProcessHandle.current().pid());

        final DataSource dataSource;
        final JdbcTemplate jdbc;

        Schema(DataSource dataSource) {
            this.dataSource = dataSource;
            jdbc = new JdbcTemplate(dataSource);
        }

        @Test
        void tables_of_the_application_are_left_alone_and_ours_come_beside_them() {
            jdbc.execute("create table host_thing (id integer primary key)");
            jdbc.execute("insert into host_thing values (1)");
            new SqlSchema(dataSource).migrate();
            assertThat(count("host_thing")).isEqualTo(1);
            assertThat(count("leafnode_execution")).isZero();
        }

        @Test
        void the_history_of_the_application_is_not_ours() {
            new SqlSchema(dataSource).migrate();
            jdbc.execute("create table flyway_schema_history (id integer primary key)");
            assertThat(count("flyway_schema_history")).isZero();
            assertThat(count("\"leafnode_schema_history\"")).isPositive();
        }

        @Test
        void migrating_again_changes_nothing() {
            new SqlSchema(dataSource).migrate();
            int migrations = count("\"leafnode_schema_history\"");
            new SqlSchema(dataSource).migrate();
            assertThat(count("\"leafnode_schema_history\"")).isEqualTo(migrations);
        }

        @Test
        void the_name_of_a_schema_may_begin_with_ours() {
            migrateAndValidate(SqlSettings.DEFAULT.in(STAGING, "leafnode_"));
        }

        @Test
        void the_name_of_a_schema_may_begin_with_ours_where_the_tables_do_not() {
            migrateAndValidate(SqlSettings.DEFAULT.in(STAGING, "host_"));
        }

        private void migrateAndValidate(SqlSettings named) {
            try {
                new SqlSchema(dataSource, named).migrate();
                new SqlSchema(dataSource, named).validate();
            } finally {
                Set<Database> shared = Set.of(Database.MARIADB, Database.MYSQL);
                if (shared.contains(Database.of(dataSource))) {
                    jdbc.execute("drop database " + STAGING);
                }
            }
        }

        @Test
        void several_instances_may_migrate_at_the_same_time() throws Exception {
            jdbc.execute("create table host_thing (id integer primary key)");
            int instances = 6;
            CyclicBarrier barrier = new CyclicBarrier(instances);
            ExecutorService threads = Executors.newFixedThreadPool(instances);
            List<Future<?>> migrated = IntStream.range(0, instances)
                    .<Future<?>>mapToObj(instance -> threads.submit(() -> {
                        barrier.await();
                        new SqlSchema(dataSource).migrate();
                        return null;
                    }))
                    .toList();
            for (Future<?> future : migrated) {
                future.get();
            }
            threads.shutdown();
            assertThat(count("leafnode_execution")).isZero();
        }

        @Test
        void tables_in_the_version_of_the_library_are_valid_and_stay_as_they_are() {
            SqlSchema schema = new SqlSchema(dataSource);
            schema.migrate();
            int migrations = count("\"leafnode_schema_history\"");
            schema.validate();
            assertThat(count("\"leafnode_schema_history\"")).isEqualTo(migrations);
        }

        @Test
        void a_schema_without_our_tables_is_not_valid_and_stays_without() {
            jdbc.execute("create table host_thing (id integer primary key)");
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(new SqlSchema(dataSource)::validate)
                    .withMessageStartingWith("schema: expected the tables and views of version 1 of Leafnode,"
                            + " got none called leafnode_execution, leafnode_stage");
            assertThat(ours()).isEmpty();
        }

        @Test
        void a_schema_of_an_older_library_is_not_valid() {
            jdbc.execute("create table host_thing (id integer primary key)");
            new SqlSchema(dataSource).migrate();
            jdbc.execute("delete from \"leafnode_schema_history\" where \"version\" = '1'");
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(new SqlSchema(dataSource)::validate)
                    .withMessageStartingWith("schema: expected version 1 of Leafnode's tables, got version 0: ");
        }

        @Test
        void a_schema_of_a_newer_library_is_valid_and_left_alone() {
            new SqlSchema(dataSource).migrate();
            jdbc.execute("""
                    insert into "leafnode_schema_history"
                        ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by",
                         "execution_time", "success")
                    values (99, '99', 'later', 'SQL', 'V99__later.sql', 0, 'somebody', 1, true)
                    """);
            new SqlSchema(dataSource).validate();
            new SqlSchema(dataSource).migrate();
            assertThat(count("leafnode_execution")).isZero();
        }

        @Test
        void tables_that_somebody_has_made_from_the_files_are_valid_when_all_are_there() throws IOException {
            statements().forEach(jdbc::execute);
            new SqlSchema(dataSource).validate();
            jdbc.execute("drop table leafnode_event");
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(new SqlSchema(dataSource)::validate)
                    .withMessageEndingWith("got none called leafnode_event");
        }

        @Test
        void a_migration_that_failed_is_made_again_when_its_reason_is_gone() {
            jdbc.execute("create table leafnode_way (id integer primary key)");
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(new SqlSchema(dataSource)::migrate)
                    .withMessageContaining("leafnode_way");
            jdbc.execute("drop table leafnode_way");
            new SqlSchema(dataSource).migrate();
            new SqlSchema(dataSource).validate();
            assertThat(ours()).containsExactlyInAnyOrderElementsOf(SqlSchema.RELATIONS);
        }

        @Test
        void what_is_checked_for_is_what_a_migration_makes() {
            new SqlSchema(dataSource).migrate();
            assertThat(ours()).containsExactlyInAnyOrderElementsOf(SqlSchema.RELATIONS);
        }

        /** On MariaDB without the views of single states, which one of those that are checked for is made of. */
        private List<String> ours() {
            String query = switch (Database.of(dataSource)) {
                case H2, POSTGRESQL -> """
                                select lower(table_name)
                                from information_schema.tables
                                where lower(table_name) like 'leafnode!_%' escape '!'
                                    and lower(table_name) not like '%history'
                                """;
                case MARIADB, MYSQL -> """
                                select table_name
                                from information_schema.tables
                                where table_schema = database()
                                    and table_name like 'leafnode!_%' escape '!'
                                    and table_name not like '%history'
                                    and table_name not like 'leafnode!_leaf!_%' escape '!'
                                """;
            };
            return jdbc.queryForList(query, String.class);
        }

        List<String> statements() throws IOException {
            String file = "migration/%s/V1__executions_and_judgments.sql"
                    .formatted(Database.of(dataSource).name().toLowerCase(Locale.ROOT));
            try (InputStream script = requireNonNull(SqlSchema.class.getResourceAsStream(file), file)) {
                return Pattern.compile(";\\R\\s*")
                        .splitAsStream(new String(script.readAllBytes(), UTF_8))
                        .toList();
            }
        }

        private int count(String table) {
            Integer count = jdbc.queryForObject("select count(*) from " + table, Integer.class);
            return count == null ? -1 : count;
        }
    }

    /** Where a migration is not taken back as a whole. */
    abstract static class SchemaOfSingleStatements extends Schema {

        private final Supplier<DataSource> databases;

        SchemaOfSingleStatements(Supplier<DataSource> databases) {
            super(databases.get());
            this.databases = databases;
        }

        @Test
        void a_migration_whose_process_died_goes_on_wherever_it_was() throws IOException {
            List<String> statements = statements();
            for (int made : new int[] {1, statements.size() / 2, statements.size()}) {
                DataSource database = databases.get();
                statements.subList(0, made).forEach(new JdbcTemplate(database)::execute);
                new SqlSchema(database).migrate();
                new SqlSchema(database).validate();
            }
        }
    }

    @Test
    void a_database_that_is_not_supported_is_named_with_those_that_are() {
        DataSource oracle = new NamedDatabase("Oracle", "23.26");
        assertThatExceptionOfType(UnsupportedDatabaseException.class)
                .isThrownBy(new SqlSchema(oracle)::migrate)
                .withMessage("database: expected one of H2, MariaDB, MySQL, PostgreSQL, got 'Oracle'");
    }

    @Test
    void a_database_that_is_away_is_told_with_the_reason() {
        DataSource away = new DriverManagerDataSource("jdbc:h2:tcp://localhost:1/away");
        assertThatExceptionOfType(UnreachableDatabaseException.class)
                .isThrownBy(new SqlSchema(away)::migrate)
                .withMessageStartingWith("database: expected a connection, got none: ")
                .withMessageContaining("localhost");
    }

    @Test
    void who_may_not_create_tables_reads_what_the_database_says() {
        DataSource dataSource = TestDatabase.POSTGRESQL.create();
        JdbcTemplate admin = new JdbcTemplate(dataSource);
        String role = "leafnode_reader_%d".formatted(ProcessHandle.current().pid());
        admin.execute("create role " + role);
        DataSource reader = new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set role " + role);
                }
                return connection;
            }
        };
        try {
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(new SqlSchema(reader)::migrate)
                    .withMessageStartingWith(
                            "schema: expected to create or migrate the tables leafnode_… of Leafnode, but ")
                    .withMessageContaining("permission denied");
        } finally {
            admin.execute("drop role " + role);
        }
    }
}
