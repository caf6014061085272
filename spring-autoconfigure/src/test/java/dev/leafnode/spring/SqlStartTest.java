package dev.leafnode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.leafnode.listener.Listeners;
import dev.leafnode.navigation.JudgmentNavigation;
import dev.leafnode.navigation.JudgmentNavigationListener;
import dev.leafnode.repository.ExecutionRepository;
import dev.leafnode.repository.JudgmentQuery;
import dev.leafnode.store.sql.SqlSchema;
import dev.leafnode.store.sql.SqlSettings;
import dev.leafnode.test.servers.PostgresProcess;
import dev.leafnode.test.servers.PostgresServer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** An application starts on a database that is away, is another one, or has not the tables that it should. */
@ExtendWith(OutputCaptureExtension.class)
class SqlStartTest {

    private static final String NOBODY_LISTENS = "jdbc:postgresql://localhost:1/leafnode";

    private final DataSource database =
            new DriverManagerDataSource("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
    private final JdbcTemplate jdbc = new JdbcTemplate(database);

    @Test
    void a_database_that_is_away_ends_the_start_and_says_how_to_start_without_it(CapturedOutput output) {
        assertFails(new DriverManagerDataSource(NOBODY_LISTENS));

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Leafnode's SQL store cannot reach its database. database: expected a connection, got none: ")
                .contains("localhost:1")
                .contains("leafnode.sql.fail-fast=false");
    }

    @Test
    void an_application_starts_without_its_database_when_it_is_told_to_and_navigates_when_that_is_there()
            throws Exception {
        try (PostgresProcess server = PostgresProcess.start()) {
            try (HikariDataSource pool = pool(server.url());
                    ConfigurableApplicationContext context = start(pool)) {
                context.getBean(ExecutionRepository.class).save(SqlHost.EXECUTION);
            }
            server.kill();
            try (HikariDataSource pool = pool(server.url());
                    ConfigurableApplicationContext context =
                            start(pool, "leafnode.sql.fail-fast=false", "leafnode.reconcile.interval=1h")) {
                context.getBean(Listeners.class).beforeStage(SqlHost.EXECUTION, SqlHost.JUDGMENT);
                assertThat(context.getBean(JudgmentNavigationListener.class).failures())
                        .isEqualTo(1);
                assertThatThrownBy(
                                () -> context.getBean(ExecutionRepository.class).save(SqlHost.EXECUTION))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessage("the store could not be opened since the application started")
                        .hasRootCauseInstanceOf(ConnectException.class);

                server.startAgain();

                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(waiting(context)).isEqualTo(1));
            }
        }
    }

    @Test
    void an_application_that_is_told_to_start_anyway_works_at_once_where_the_database_is_there() {
        try (ConfigurableApplicationContext context = start(database, "leafnode.sql.fail-fast=false")) {
            context.getBean(ExecutionRepository.class).save(SqlHost.EXECUTION);
            context.getBean(Listeners.class).beforeStage(SqlHost.EXECUTION, SqlHost.JUDGMENT);
            assertThat(waiting(context)).isEqualTo(1);
        }
    }

    @Test
    void an_application_that_ends_before_its_database_comes_leaves_no_thread() {
        start(new DriverManagerDataSource(NOBODY_LISTENS), "leafnode.sql.fail-fast=false")
                .close();

        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("leafnode-start-")));
    }

    @Test
    void a_database_that_is_not_supported_ends_the_start_and_says_which_are(CapturedOutput output) {
        assertFails(pretending("Oracle"));

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Leafnode's SQL store does not run on the database of the data source.")
                .contains("got 'Oracle'")
                .contains("define a JudgmentRepository bean");
    }

    @Test
    void tables_that_are_missing_where_they_are_only_validated_end_the_start_and_say_where_the_migrations_are(
            CapturedOutput output) {
        assertFails(database, "leafnode.sql.schema=validate");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(
                        "Leafnode's SQL store cannot use its tables. schema: expected the tables and views of version")
                .contains("dev/leafnode/store/sql/migration of the jar leafnode-store-sql")
                .contains("leafnode.sql.schema=migrate");
        assertThat(tables()).isEmpty();
    }

    @Test
    void tables_of_an_older_version_end_the_start_and_say_both(CapturedOutput output) {
        jdbc.execute("create table host_thing (id integer)");
        new SqlSchema(database).migrate();
        jdbc.execute("delete from \"leafnode_schema_history\" where \"version\" = '1'");

        assertFails(database, "leafnode.sql.schema=validate");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("expected version 1 of Leafnode's tables, got version 0");
    }

    @Test
    void tables_that_were_dropped_end_the_start_although_the_history_is_right(CapturedOutput output) {
        new SqlSchema(database).migrate();
        jdbc.execute("drop table leafnode_event");

        assertFails(database, "leafnode.sql.schema=validate");

        assertThat(output).contains("APPLICATION FAILED TO START").contains("got none called leafnode_event");
    }

    @Test
    void tables_that_may_not_be_read_end_the_start_and_say_so(CapturedOutput output) {
        DataSource postgres = PostgresServer.newDatabase();
        new SqlSchema(postgres).migrate();

        asStranger(postgres, stranger -> assertFails(stranger, "leafnode.sql.schema=validate"));

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("schema: expected to read")
                .contains("permission denied");
    }

    @Test
    void tables_that_are_there_are_used_as_they_are() {
        new SqlSchema(database).migrate();

        try (ConfigurableApplicationContext context = start(database, "leafnode.sql.schema=validate")) {
            context.getBean(ExecutionRepository.class).save(SqlHost.EXECUTION);
        }
        assertThat(jdbc.queryForObject("select count(*) from leafnode_execution", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void nobody_looks_at_the_tables_where_nobody_is_asked_to() {
        start(database, "leafnode.sql.schema=none").close();

        assertThat(tables()).isEmpty();
    }

    @Test
    void a_user_who_may_not_create_tables_ends_the_start_and_says_what_to_do(CapturedOutput output) {
        asStranger(PostgresServer.newDatabase(), stranger -> assertFails(stranger));

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Leafnode's SQL store cannot use its tables.")
                .contains("permission denied")
                .contains("leafnode.sql.schema=validate")
                .contains("is made again, and need not be removed")
                .doesNotContainIgnoringCase("drop what");
    }

    @Test
    void the_tables_are_in_the_schema_and_under_the_prefix_that_are_set() {
        try (ConfigurableApplicationContext context =
                start(database, "leafnode.sql.schema-name=engine", "leafnode.sql.table-prefix=nav_")) {
            context.getBean(ExecutionRepository.class).save(SqlHost.EXECUTION);
            context.getBean(Listeners.class).beforeStage(SqlHost.EXECUTION, SqlHost.JUDGMENT);
            assertThat(waiting(context)).isEqualTo(1);
        }
        assertThat(jdbc.queryForObject("select count(*) from \"engine\".nav_judgment", Integer.class))
                .isEqualTo(1);
        assertThat(tables()).isEmpty();
        new SqlSchema(database, SqlSettings.DEFAULT.in("engine", "nav_")).validate();
    }

    @Test
    void a_prefix_that_cannot_be_ends_the_start_and_says_what_can(CapturedOutput output) {
        assertFails(database, "leafnode.sql.table-prefix=Nav-");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("leafnode.sql.schema-name or leafnode.sql.table-prefix cannot be used.")
                .contains("tablePrefix: expected up to 24 lower-case letters, digits and '_' that begin with a letter,"
                        + " got 'Nav-'");
    }

    private static void assertFails(DataSource dataSource, String... settings) {
        assertThatThrownBy(() -> start(dataSource, settings).close()).isNotNull();
    }

    private static ConfigurableApplicationContext start(DataSource dataSource, String... settings) {
        return new SpringApplicationBuilder(Host.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties("leafnode.enabled=true", "leafnode.store=sql")
                .properties(settings)
                .initializers((GenericApplicationContext context) -> {
                    context.registerBean(DataSource.class, () -> dataSource);
                    context.registerBean(
                            PlatformTransactionManager.class, () -> new JdbcTransactionManager(dataSource));
                })
                .run();
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setConnectionTimeout(500);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static int waiting(ApplicationContext context) {
        return context.getBean(JudgmentNavigation.class)
                .inbox(JudgmentQuery.all())
                .judgments()
                .size();
    }

    private List<String> tables() {
        return jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = 'PUBLIC'", String.class);
    }

    /** As a role that was granted nothing, and is gone afterwards. */
    private static void asStranger(DataSource postgres, Consumer<DataSource> start) {
        JdbcTemplate admin = new JdbcTemplate(postgres);
        String role = "leafnode_stranger_%d".formatted(ProcessHandle.current().pid());
        admin.execute("create role " + role);
        try {
            start.accept(as(role, postgres));
        } finally {
            admin.execute("drop role " + role);
        }
    }

    private static DataSource as(String role, DataSource dataSource) {
        return new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set role " + role);
                }
                return connection;
            }
        };
    }

    /** A database that says it is another one. */
    private DataSource pretending(String product) {
        return new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                return proxy(Connection.class, (proxy, method, arguments) -> {
                    Object result = method.invoke(connection, arguments);
                    return result instanceof DatabaseMetaData metaData ? named(product, metaData) : result;
                });
            }
        };
    }

    private static DatabaseMetaData named(String product, DatabaseMetaData metaData) {
        return proxy(
                DatabaseMetaData.class,
                (proxy, method, arguments) -> method.getName().equals("getDatabaseProductName")
                        ? product
                        : method.invoke(metaData, arguments));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(LeafnodeAutoConfiguration.class)
    static class Host {}
}
