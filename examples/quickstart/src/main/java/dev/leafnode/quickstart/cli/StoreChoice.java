package dev.leafnode.quickstart.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where the quickstart keeps executions and judgments. */
enum StoreChoice {
    H2,
    POSTGRES,
    MARIADB,
    REDIS,
    REDIS_CLUSTER,
    MEMORY;

    private static final int LONGEST_TEXT_IN_ITS_ROW = 128 * 1024 * 1024;

    static final String POSTGRES_URL = "LEAFNODE_POSTGRES_URL";
    static final String MARIADB_URL = "LEAFNODE_MARIADB_URL";
    static final String REDIS_URL = "LEAFNODE_REDIS_URL";

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it needs a directory of ours. */
    boolean keepsFiles() {
        return switch (this) {
            case H2, REDIS_CLUSTER -> true;
            case POSTGRES -> !isSet(POSTGRES_URL);
            case MARIADB -> !isSet(MARIADB_URL);
            case REDIS -> !isSet(REDIS_URL);
            case MEMORY -> false;
        };
    }

    /**
     * The application's properties that make it use this store.
     *
     * @throws CommandException if the store cannot be in that directory
     */
    Map<String, String> properties(Path data) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("leafnode.store", type());
        if (!type().equals("sql")) {
            properties.put(
                    "spring.autoconfigure.exclude",
                    "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
        }
        switch (this) {
            case MEMORY -> {}
            case H2 -> {
                properties.put("spring.datasource.url", h2Url(data));
                properties.put("spring.datasource.username", "sa");
            }
            case POSTGRES -> {
                if (isSet(POSTGRES_URL)) {
                    properties.put("spring.datasource.url", System.getenv(POSTGRES_URL));
                } else {
                    properties.put(
                            "quickstart.postgres.directory",
                            data.resolve("postgres").toString());
                }
            }
            case MARIADB -> {
                if (isSet(MARIADB_URL)) {
                    properties.put("spring.datasource.url", System.getenv(MARIADB_URL));
                } else {
                    properties.put(
                            "quickstart.mariadb.directory",
                            data.resolve("mariadb").toString());
                }
            }
            case REDIS -> {
                if (isSet(REDIS_URL)) {
                    properties.put("leafnode.redis.url", System.getenv(REDIS_URL));
                } else {
                    properties.put(
                            "quickstart.redis.directory", data.resolve("redis").toString());
                }
            }
            case REDIS_CLUSTER ->
                properties.put(
                        "quickstart.redis-cluster.directory",
                        data.resolve("redis-cluster").toString());
        }
        return properties;
    }

    /** What a person reads about it. */
    String describe(Path data) {
        return switch (this) {
            case MEMORY -> "the memory of this process";
            case H2 -> "H2 in " + data;
            case POSTGRES ->
                isSet(POSTGRES_URL) ? "the PostgreSQL of " + POSTGRES_URL : "a PostgreSQL of its own in " + data;
            case MARIADB -> isSet(MARIADB_URL) ? "the database of " + MARIADB_URL : "a MariaDB of its own in " + data;
            case REDIS -> isSet(REDIS_URL) ? "the Redis of " + REDIS_URL : "a Redis of its own in " + data;
            case REDIS_CLUSTER -> "a Redis Cluster of its own in " + data;
        };
    }

    private String type() {
        return switch (this) {
            case H2, POSTGRES, MARIADB -> "sql";
            case REDIS, REDIS_CLUSTER -> "redis";
            case MEMORY -> "memory";
        };
    }

    private static boolean isSet(String variable) {
        String url = System.getenv(variable);
        return url != null && !url.isBlank();
    }

    /**
     * Without a write delay, what was committed is there after a kill; the application itself closes the database. Texts
     * stay in their rows: H2 2.3 may lose one of those that it keeps apart when it is killed.
     */
    private static String h2Url(Path data) {
        String file = data.resolve("h2").toString();
        if (file.indexOf(';') >= 0) {
            throw new CommandException(
                    "The data directory %s cannot be used: H2 takes no ';' in a path; choose another with --data."
                            .formatted(data));
        }
        return "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MAX_LENGTH_INPLACE_LOB=%d"
                .formatted(file, LONGEST_TEXT_IN_ITS_ROW);
    }
}
