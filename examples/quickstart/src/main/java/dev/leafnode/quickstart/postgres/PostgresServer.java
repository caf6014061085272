package dev.leafnode.quickstart.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server on a free port of this machine, with its files in one directory. It runs apart from this process,
 * so that a Ctrl-C reaches it only when the application has let go of it, and one that a killed application left behind
 * is stopped before the next one starts.
 */
final class PostgresServer implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final String USER = "postgres";
    private static final String SECONDS_TO_START = "60";

    private final Path directory;
    private final Path programs;
    private final Path data;
    private final Path log;
    private final PostgresAccount account;
    private final int port;

    private PostgresServer(Path directory, Path programs, PostgresAccount account) throws IOException {
        this.directory = directory;
        this.programs = programs;
        this.account = account;
        data = directory.resolve("data");
        log = directory.resolve("log");
        port = freePort();
    }

    /** Starts a server, with the database that the directory holds or a new one. */
    static PostgresServer start(Path directory, PostgresBinaries binaries) throws IOException {
        Files.createDirectories(directory);
        PostgresAccount account = PostgresAccount.choose();
        PostgresServer server = new PostgresServer(directory, binaries.unpack(directory), account);
        account.own(directory);
        server.initialize(directory.resolve("data.unfinished"));
        server.stopLeftover();
        server.start();
        return server;
    }

    /** Without the server's compiler: it would compile statements that run for a millisecond. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s&options=-c%%20jit=off".formatted(port, USER);
    }

    @Override
    public void close() throws IOException {
        run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w");
    }

    private void initialize(Path unfinished) throws IOException {
        if (Files.isDirectory(data)) {
            return;
        }
        FileSystemUtils.deleteRecursively(unfinished);
        run("initdb", "-D", unfinished.toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        Files.move(unfinished, data);
    }

    private void stopLeftover() throws IOException {
        if (call("pg_ctl", "status", "-D", data.toString()).status() == 0) {
            close();
        }
    }

    private void start() throws IOException {
        String options = "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=''".formatted(port);
        run(
                "pg_ctl",
                "start",
                "-D",
                data.toString(),
                "-l",
                log.toString(),
                "-w",
                "-t",
                SECONDS_TO_START,
                "-o",
                options);
    }

    private void run(String program, String... arguments) throws IOException {
        Outcome outcome = call(program, arguments);
        if (outcome.status() != 0) {
            String said = Files.isReadable(log) ? outcome.output() + Files.readString(log) : outcome.output();
            throw new IllegalStateException(
                    "PostgreSQL: %s ended with %d: %s".formatted(program, outcome.status(), said));
        }
    }

    private record Outcome(int status, String output) {}

    /** The server inherits what its starter writes to, so that is a file: nobody waits for its end. */
    private Outcome call(String program, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(programs.resolve("bin").resolve(program).toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("leafnode-postgres-", ".txt");
        try {
            Process process = new ProcessBuilder(account.command(command))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new Outcome(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("PostgreSQL: interrupted while %s ran".formatted(program), interrupted);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }
}
