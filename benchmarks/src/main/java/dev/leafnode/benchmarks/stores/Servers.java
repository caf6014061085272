package dev.leafnode.benchmarks.stores;

import dev.leafnode.redis.servers.RedisServer;
import dev.leafnode.test.servers.PostgresProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import redis.clients.jedis.Jedis;

/** The servers of a run, each started when it is first asked for. What they have confirmed is on disk. */
public final class Servers implements AutoCloseable {

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, RedisServer> redis = new LinkedHashMap<>();
    private @Nullable PostgresProcess postgresql;
    private int databases;

    /** Our store on a new database of PostgreSQL. */
    public SqlSubject postgresql() {
        try {
            PostgresProcess server = postgresql == null ? startPostgresql() : postgresql;
            JdbcTemplate admin = admin(server);
            String database = "bench" + ++databases;
            admin.execute("create database " + database);
            return new SqlSubject(
                    "PostgreSQL",
                    server.url().replace("/postgres?", "/" + database + "?") + "&options=-c%20jit=off",
                    () -> admin.execute("drop database " + database + " with (force)"));
        } catch (IOException failure) {
            throw new IllegalStateException("PostgreSQL for the benchmarks did not start", failure);
        }
    }

    /** Our store on a new file of H2, in this process. */
    public SqlSubject h2() {
        try {
            Path directory = Files.createTempDirectory("leafnode-bench-h2-");
            settings.put("H2", "a file, in this process");
            return new SqlSubject("H2", "jdbc:h2:file:" + directory.resolve("data"), () -> delete(directory));
        } catch (IOException failure) {
            throw new IllegalStateException("H2 for the benchmarks has no directory", failure);
        }
    }

    /** Our store on a Redis that writes its log once a second, as its own default for durability is. */
    public RedisSubject redis() {
        return redis("everysec", 0);
    }

    /** Likewise, with data apart from those of {@link #redis()} on the same server. */
    public RedisSubject otherRedis() {
        return redis("everysec", 1);
    }

    /** Our store on a Redis that answers when what it answers is on disk. */
    public RedisSubject redisThatWaits() {
        return redis("always", 0);
    }

    /** What the servers that were started run with. */
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public void close() {
        redis.values().forEach(RedisServer::close);
        if (postgresql != null) {
            postgresql.close();
        }
    }

    private RedisSubject redis(String fsync, int database) {
        RedisServer server = redis.computeIfAbsent(fsync, this::startRedis);
        return new RedisSubject("Redis, fsync " + fsync, server.hostAndPort(), database);
    }

    private RedisServer startRedis(String fsync) {
        RedisServer server = RedisServer.start("--appendonly", "yes", "--appendfsync", fsync);
        Processors.pin(server.pid());
        try (Jedis client = new Jedis(server.host(), server.port())) {
            settings.put("Redis, fsync " + fsync, "%s, %s".formatted(server.version(), client.configGet("append*")));
        }
        return server;
    }

    private PostgresProcess startPostgresql() throws IOException {
        PostgresProcess server = PostgresProcess.start();
        Processors.pin(server.pid());
        postgresql = server;
        settings.put("PostgreSQL", String.join(", ", admin(server).queryForList("""
                        select name || ' ' || current_setting(name)
                        from pg_settings
                        where name in ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes',
                            'wal_sync_method', 'shared_buffers', 'max_connections', 'plan_cache_mode')
                        order by name
                        """, String.class)) + ", jit off");
        return server;
    }

    private static JdbcTemplate admin(PostgresProcess server) {
        return new JdbcTemplate(new DriverManagerDataSource(server.url()));
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new IllegalStateException(directory + ": could not be deleted", failure);
        }
    }
}
