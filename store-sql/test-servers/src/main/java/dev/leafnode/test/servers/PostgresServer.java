package dev.leafnode.test.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The one PostgreSQL of this JVM: the one that {@code LEAFNODE_TEST_POSTGRES_URL} names, otherwise one in a container when
 * an engine for containers answers, otherwise a real server from a Maven artifact; {@code LEAFNODE_TEST_CONTAINERS} says
 * {@code false} for no container, {@code true} for nothing else. Whoever asks gets a fresh database on it.
 */
public final class PostgresServer {

    private static final String ADMIN_URL = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    /** Connections to a new database, without a pool. */
    public static PGSimpleDataSource newDatabase() {
        String name = "leafnode_%d_%d".formatted(ProcessHandle.current().pid(), DATABASES.incrementAndGet());
        execute("create database " + name);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> dropQuietly(name)));
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(ADMIN_URL);
        dataSource.setDatabaseName(name);
        // Tables that were never analyzed make it compile what runs for a millisecond.
        dataSource.setOptions("-c jit=off");
        return dataSource;
    }

    private static void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(ADMIN_URL);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException("%s on %s".formatted(sql, withoutPassword(ADMIN_URL)), failure);
        }
    }

    private static void dropQuietly(String name) {
        try {
            execute("drop database if exists " + name + " with (force)");
        } catch (IllegalStateException serverIsGone) {
            // The database went with it.
        }
    }

    private static String start() {
        String configured = System.getenv("LEAFNODE_TEST_POSTGRES_URL");
        if (configured != null && !configured.isBlank()) {
            return using("LEAFNODE_TEST_POSTGRES_URL", configured);
        }
        return Containers.start("PostgreSQL", PostgresServer::container)
                .map(container -> using(
                        "a container",
                        withUser(container.getJdbcUrl(), container.getUsername(), container.getPassword())))
                .orElseGet(() -> using("a server of its own", embedded()));
    }

    private static PostgreSQLContainer container() {
        return new PostgreSQLContainer("postgres:17-alpine")
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=" + PostgresPrograms.MOST_CONNECTIONS);
    }

    private static String withUser(String url, String user, String password) {
        return url + (url.contains("?") ? "&" : "?") + "user=" + user + "&password=" + password;
    }

    private static String using(String what, String url) {
        System.out.println("PostgreSQL for tests: " + what + ", " + withoutPassword(url));
        return url;
    }

    private static String withoutPassword(String url) {
        return url.replaceAll("(?i)password=[^&]*", "password=…");
    }

    private static String embedded() {
        try {
            return PostgresPrograms.start().getJdbcUrl("postgres", "postgres");
        } catch (IOException | RuntimeException failure) {
            return ofItsOwn(failure);
        }
    }

    private static String ofItsOwn(Exception failure) {
        try {
            return PostgresProcess.start().url();
        } catch (IOException second) {
            second.addSuppressed(failure);
            throw new UncheckedIOException(second);
        }
    }
}
