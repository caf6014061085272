package dev.leafnode.test.servers;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.testcontainers.mysql.MySQLContainer;

/**
 * The one MariaDB, or MySQL, of this JVM: the one that {@code LEAFNODE_TEST_MYSQL_URL} names, otherwise a MySQL in a container
 * when an engine for containers answers (unless {@code LEAFNODE_TEST_CONTAINERS=false}), otherwise a real MariaDB from a Maven
 * artifact. The driver is the one that the URL names, {@code jdbc:mariadb:} or {@code jdbc:mysql:}. Whoever asks gets a fresh
 * database on it.
 */
public final class MariaDbServer {

    private static final String ADMIN_URL = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private MariaDbServer() {}

    /** Connections to a new database, without a pool. Whatever is created there without a character set cannot hold much. */
    public static DataSource newDatabase() {
        return newDatabase("");
    }

    /**
     * The same with options of the driver.
     *
     * @param options such as {@code useAffectedRows=true&timezone=UTC}
     */
    public static DataSource newDatabase(String options) {
        String name = "leafnode_%d_%d".formatted(ProcessHandle.current().pid(), DATABASES.incrementAndGet());
        execute("create database " + name + " character set latin1");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> dropQuietly(name)));
        return dataSource(url(name, options));
    }

    private static String url(String database, String options) {
        String url = ADMIN_URL.replaceFirst("^(jdbc:\\w+://[^/?]+)(/[^?]*)?", "$1/" + database);
        return options.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + options;
    }

    private static DataSource dataSource(String url) {
        try {
            if (url.startsWith("jdbc:mysql:")) {
                MysqlDataSource dataSource = new MysqlDataSource();
                dataSource.setUrl(url);
                return dataSource;
            }
            return new MariaDbDataSource(url);
        } catch (SQLException failure) {
            throw new IllegalStateException(withoutPassword(url), failure);
        }
    }

    private static void execute(String sql) {
        try (Connection connection = dataSource(ADMIN_URL).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException("%s on %s".formatted(sql, withoutPassword(ADMIN_URL)), failure);
        }
    }

    private static void dropQuietly(String name) {
        try {
            execute("drop database if exists " + name);
        } catch (IllegalStateException serverIsGone) {
            // The database went with it.
        }
    }

    private static String start() {
        String configured = System.getenv("LEAFNODE_TEST_MYSQL_URL");
        if (configured != null && !configured.isBlank()) {
            return using("LEAFNODE_TEST_MYSQL_URL", configured);
        }
        return Containers.start("MySQL", () -> new MySQLContainer("mysql:8.4").withUsername("root"))
                .map(container -> using(
                        "MySQL in a container",
                        withUser(container.getJdbcUrl(), container.getUsername(), container.getPassword())))
                .orElseGet(() -> using("a server of its own", ofItsOwn()));
    }

    private static String withUser(String url, String user, String password) {
        return url + (url.contains("?") ? "&" : "?") + "allowPublicKeyRetrieval=true&user=" + user + "&password="
                + password;
    }

    private static String using(String what, String url) {
        System.out.println("MariaDB for tests: " + what + ", " + withoutPassword(url));
        return url;
    }

    private static String withoutPassword(String url) {
        return url.replaceAll("(?i)password=[^&]*", "password=…");
    }

    private static String ofItsOwn() {
        try {
            return MariaDbProcess.start().url("mysql");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
