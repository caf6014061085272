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
 * JVM has ended, however that happens.
 */
public final class MariaDbProcess implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private static final int MOST_STARTS = 3;

    private static final String UNTIL_INPUT_ENDS = """
            directory=$1
            shift
            "$@" </dev/null >"$directory/log" 2>&1 &
            server=$!
            cat >/dev/null
            kill -9 $server
            wait $server
            rm -rf "$directory"
            """;

    private final Path programs;
    private final Path directory;
    private final int port;
    private final Process shell;

    private MariaDbProcess(Path programs) throws IOException {
        this.programs = programs;
        directory = Files.createTempDirectory("leafnode-mariadb");
        port = freePort();
        install();
        shell = launch();
    }

    /** Starts one without a database, until this JVM ends at the latest. A start that hangs is given up and made again. */
    public static MariaDbProcess start() throws IOException {
        Path programs = MariaDbPrograms.directory();
        for (int left = MOST_STARTS; ; left--) {
            MariaDbProcess server = new MariaDbProcess(programs);
            try {
                server.awaitConnection();
                return server;
            } catch (IOException failure) {
                server.close();
                if (left == 1) {
                    throw failure;
                }
                System.out.println("MariaDB for tests: once more, " + failure);
            }
        }
    }

    /** Where it answers while it runs. */
    public String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/?user=root";
    }

    /** Ends it, and removes what it has stored. */
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

    private void install() throws IOException {
        Path output = directory.resolve("install.log");
        try {
            int status = process(line(programs.resolve("scripts/mariadb-install-db"), "--auth-root-authentication-method=normal", "--skip-test-db"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException("no data directory: " + Files.readString(output));
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    /** What it has committed need not survive the machine. */
    private Process launch() throws IOException {
        List<String> line = new ArrayList<>(List.of("sh", "-c", UNTIL_INPUT_ENDS, "sh", directory.toString()));
        line.addAll(line(
                programs.resolve("bin/mariadbd"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + directory.resolve("socket"),
                "--max-connections=400",
                "--skip-name-resolve",
                "--innodb-flush-log-at-trx-commit=2"));
        return process(line).start();
    }

    private List<String> line(Path program, String... options) {
        List<String> line = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--basedir=" + programs,
                "--datadir=" + directory.resolve("data"),
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
                DriverManager.getConnection(url()).close();
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
