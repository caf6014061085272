package dev.leafnode.test.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A durable PostgreSQL with a data directory and a port of its own, which a test may stop, kill and start again. The server
 * refuses to run as root; then it runs in a user namespace of its own or, where there can be none, as {@code nobody}.
 */
public final class PostgresProcess implements AutoCloseable {

    private static final List<String> OWN_ACCOUNT = List.of();
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");

    private final Path bin;
    private final List<String> account;
    private final Path directory;
    private final Path data;
    private final int port;

    private PostgresProcess(Path bin, List<String> account) throws IOException {
        this.bin = bin;
        this.account = account;
        directory = Files.createTempDirectory("leafnode-postgres");
        data = directory.resolve("data");
        port = freePort();
        if (account.equals(NOBODY)) {
            Files.setOwner(
                    directory,
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
    }

    /** Starts one with an empty database, until this JVM ends at the latest. */
    public static PostgresProcess start() throws IOException {
        PostgresProcess server = new PostgresProcess(PostgresPrograms.directory(), account());
        server.run("initdb", "-D", server.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.startAgain();
        return server;
    }

    /** Where it answers while it runs, before and after it was killed. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    /** The process that starts all others of the server; another one each time it is started again. */
    public long pid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
    }

    /** Starts it with what it has stored, and returns when it answers. */
    public void startAgain() throws IOException {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
                + " -c max_connections=" + PostgresPrograms.MOST_CONNECTIONS;
        run("pg_ctl", "start", "-D", data, "-l", directory.resolve("log"), "-w", "-t", 60, "-o", options);
    }

    /** Freezes it where it is: it takes connections and keeps them, and answers nothing. */
    public void freeze() throws IOException {
        signal("-STOP");
    }

    /** Lets it go on after a {@link #freeze()}, with what has been asked meanwhile. */
    public void thaw() throws IOException {
        signal("-CONT");
    }

    /** Ends it without a word to anybody, as a crash does, and returns when it is gone. */
    public void kill() throws IOException {
        List<ProcessHandle> processes = processes();
        signal("-KILL");
        processes.forEach(process -> process.onExit().join());
    }

    /** Ends it, and removes what it has stored. */
    @Override
    public void close() {
        if (!Files.exists(data)) {
            return;
        }
        try {
            if (Files.exists(data.resolve("postmaster.pid")) && !processes().isEmpty()) {
                thaw();
                run("pg_ctl", "stop", "-D", data, "-m", "immediate", "-w");
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException failure) {
            System.err.println("PostgreSQL for tests: could not be stopped, " + failure);
        }
    }

    /** All of them hear it, also where one has ended meanwhile, as that of a connection that was closed. */
    private void signal(String signal) throws IOException {
        List<ProcessHandle> processes = processes();
        List<String> line = new ArrayList<>(List.of("kill", signal));
        processes.forEach(process -> line.add(String.valueOf(process.pid())));
        try {
            call(line);
        } catch (IOException failure) {
            if (processes.stream().allMatch(ProcessHandle::isAlive)) {
                throw failure;
            }
        }
    }

    /** The server, and what it has started for connections and for itself. */
    private List<ProcessHandle> processes() throws IOException {
        return ProcessHandle.of(pid()).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
    }

    private void run(String program, Object... arguments) throws IOException {
        List<String> line = new ArrayList<>(account);
        line.add(bin.resolve(program).toString());
        Stream.of(arguments).map(String::valueOf).forEach(line::add);
        call(line);
    }

    /** The server inherits what its starter writes to, so that is a file: nobody waits for its end. */
    private void call(List<String> line) throws IOException {
        Path output = Files.createTempFile("leafnode-postgres", ".txt");
        try {
            int status = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException("%s ended with %d: %s".formatted(line, status, Files.readString(output)));
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        } finally {
            Files.delete(output);
        }
    }

    private static List<String> account() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return OWN_ACCOUNT;
        }
        try {
            List<String> line = new ArrayList<>(NAMESPACE);
            line.add("true");
            return new ProcessBuilder(line).start().waitFor() == 0 ? NAMESPACE : NOBODY;
        } catch (IOException notInstalled) {
            return NOBODY;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
