package dev.leafnode.test.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A MariaDB with a data directory and a port of its own. A shell stands between it and this JVM, and ends it as soon as this
 * JVM has ended, however that happens; what the terminal tells both of them, it leaves to this JVM.
 */
public final class MariaDbProcess implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private static final int MOST_STARTS = 3;

    private static final String UNTIL_INPUT_ENDS = """
            trap '' INT HUP
            log=$1
            shift
            "$@" </dev/null >"$log" 2>&1 &
            server=$!
            cat >/dev/null
            kill $server
            wait $server
            """;

    /** Nobody waits for what is not kept to be put in order. */
    private static final String UNTIL_INPUT_ENDS_AND_THEN_NOTHING = """
            trap '' INT HUP
            log=$1
            shift
            "$@" </dev/null >"$log" 2>&1 &
            server=$!
            cat >/dev/null
            kill -9 $server
            wait $server
            rm -rf "${log%/*}"
            """;

    private final Path programs;
    private final Path directory;
    private final int port;
    private final Process shell;

    private MariaDbProcess(Path programs, Path directory, String script, String... options) throws IOException {
        this.programs = programs;
        this.directory = directory;
        port = freePort();
        install(directory.resolve("data.unfinished"));
        shell = launch(script, options);
    }

    /** Starts one without a database and without a word to the disk that it could do without, until this JVM ends at the latest. */
    public static MariaDbProcess start() throws IOException {
        Path programs = MariaDbPrograms.directory();
        return started(() -> new MariaDbProcess(
                programs,
                Files.createTempDirectory("leafnode-mariadb"),
                UNTIL_INPUT_ENDS_AND_THEN_NOTHING,
                "--innodb-flush-log-at-trx-commit=2"));
    }

    /** Starts one with what the directory holds of an earlier one, until this JVM ends at the latest. */
    public static MariaDbProcess startIn(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path programs = MariaDbPrograms.directory();
        return started(() -> new MariaDbProcess(programs, directory, UNTIL_INPUT_ENDS));
    }

    /** Where it answers while it runs; a database that is not there is created. */
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:%d/%s?user=root&createDatabaseIfNotExist=true".formatted(port, database);
    }

    /** Ends it, and removes what it has stored if that was not to be kept. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            shell.waitFor();
        } catch (IOException alreadyEnded) {
            // Then so has the server.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Start {
        MariaDbProcess run() throws IOException;
    }

    /** A start that hangs is given up and made again. */
    private static MariaDbProcess started(Start start) throws IOException {
        for (int left = MOST_STARTS; ; left--) {
            MariaDbProcess server = start.run();
            try {
                server.awaitConnection();
                return server;
            } catch (IOException failure) {
                server.close();
                if (left == 1) {
                    throw failure;
                }
            }
        }
    }

    private void install(Path unfinished) throws IOException {
        Path data = directory.resolve("data");
        if (Files.exists(data)) {
            return;
        }
        Path output = directory.resolve("install.log");
        try {
            Process process = process(line(
                            programs.resolve("scripts/mariadb-install-db"),
                            unfinished,
                            "--auth-root-authentication-method=normal",
                            "--skip-test-db"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException("no data directory: " + Files.readString(output));
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
        Files.move(unfinished, data);
    }

    private Process launch(String script, String... options) throws IOException {
        List<String> line = new ArrayList<>(
                List.of("sh", "-c", script, "sh", directory.resolve("log").toString()));
        line.addAll(line(
                programs.resolve("bin/mariadbd"),
                directory.resolve("data"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=socket",
                "--max-connections=400",
                "--skip-name-resolve"));
        line.addAll(List.of(options));
        return process(line).start();
    }

    private List<String> line(Path program, Path data, String... options) {
        List<String> line = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--basedir=" + programs,
                "--datadir=" + data,
                "--innodb-log-file-size=32M"));
        if ("root".equals(System.getProperty("user.name"))) {
            line.add("--user=root");
        }
        Stream.of(options).forEach(line::add);
        return line;
    }

    private ProcessBuilder process(List<String> line) {
        ProcessBuilder process = new ProcessBuilder(line).directory(directory.toFile());
        String libraries = programs.resolve("libs").toString();
        process.environment().put("LD_LIBRARY_PATH", libraries);
        process.environment().put("DYLD_FALLBACK_LIBRARY_PATH", libraries);
        return process;
    }

    private void awaitConnection() throws IOException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            try {
                DriverManager.getConnection(url("mysql")).close();
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() > end) {
                    throw new IOException(Files.readString(directory.resolve("log")), notYet);
                }
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
