package dev.leafnode.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The host application while it runs. */
final class Host implements AutoCloseable {

    static final String ON = "leafnode.enabled=true";
    static final String OFF = "leafnode.enabled=false";

    /** A server for HTTP, on any free port; without this there is none. */
    static final String SERVING = "spring.main.web-application-type=servlet";

    static final String WITHOUT_FLYWAY = "spring.flyway.enabled=false";

    /** JPA as well, whose transaction manager is then the only one. */
    static final String WITH_JPA = "spring.autoconfigure.exclude=";

    /** As Spring Boot 3.5 and as Spring Boot 4 calls it. */
    private static final String WITHOUT_JPA = "spring.autoconfigure.exclude="
            + "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration,"
            + "org.springframework.boot.autoconfigure.data.jpa.JpaRepositoriesAutoConfiguration,"
            + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
            + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";

    private final ConfigurableApplicationContext context;

    private Host(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** A database in memory that stays when a host ends, as a setting of hosts. */
    static String newDatabase() {
        return "spring.datasource.url=jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    }

    /** Connections to such a database, without a pool. */
    static DataSource dataSource(String database) {
        return new DriverManagerDataSource(database.split("=", 2)[1], "sa", "");
    }

    /**
     * Starts one. It has transactions of JDBC and serves nothing unless the settings say otherwise.
     *
     * @param settings each as {@code name=value}; the last of a name counts
     */
    static Host start(String... settings) {
        return start(List.of(), settings);
    }

    /** Starts one with more configuration of its own. */
    static Host start(List<Class<?>> configuration, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "leafnode.store=sql",
                "server.port=0",
                "spring.main.web-application-type=none",
                "spring.jpa.open-in-view=false",
                WITHOUT_JPA));
        all.addAll(Arrays.asList(settings));
        return new Host(new SpringApplicationBuilder(HostApplication.class)
                .sources(configuration.toArray(Class<?>[]::new))
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .properties(all.toArray(String[]::new))
                .run());
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcTemplate jdbc() {
        return bean(JdbcTemplate.class);
    }

    /** The names of all tables, in lower case. */
    List<String> tables() {
        String names = """
                select lower(table_name) from information_schema.tables where lower(table_schema) = 'public'
                """;
        return jdbc().queryForList(names, String.class);
    }

    /** The names of our tables. */
    List<String> ownTables() {
        return tables().stream().filter(name -> name.startsWith("leafnode")).toList();
    }

    /** The names of the beans that are ours. */
    List<String> ownBeans() {
        return Arrays.stream(context.getBeanDefinitionNames())
                .filter(name -> name.toLowerCase(Locale.ROOT).contains("leafnode")
                        || String.valueOf(context.getType(name)).contains("dev.leafnode"))
                .filter(name -> !name.contains("dev.leafnode.host")
                        && !String.valueOf(context.getType(name)).contains("dev.leafnode.host"))
                .toList();
    }

    /** The scripts that one of the two histories of migrations names, without baselines. */
    List<String> migrations(String historyTable) {
        String scripts = """
                select "script" from "%s" where "type" in ('SQL', 'JDBC') and "success" order by "installed_rank"
                """;
        return jdbc().queryForList(scripts.formatted(historyTable), String.class);
    }

    /** Where it serves. */
    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    @Override
    public void close() {
        context.close();
    }
}
