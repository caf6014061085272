package dev.leafnode.store.sql;

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
 * A PostgreSQL that root starts under the account {@code nobody}, for systems that refuse root a user namespace. The
 * server itself refuses to run as root.
 */
final class PostgresAsNobody {

    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");

    private PostgresAsNobody() {}

    /** Whether nothing else is possible. */
    static boolean isNeeded() {
        try {
            return "root".equals(System.getProperty("user.name"))
                    && new ProcessBuilder("unshare", "-U", "true").start().waitFor() != 0;
        } catch (IOException notInstalled) {
            return true;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Starts a server until this JVM ends, with the programs unpacked somewhere below a directory; returns its URL. */
    static String start(Path unpacked) throws IOException {
        Path bin = programs(unpacked);
        Path directory = Files.createTempDirectory("leafnode-postgres");
        Files.setOwner(
                directory,
                directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        Path data = directory.resolve("data");
        int port = freePort();
        run(directory, bin.resolve("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
                + " -c max_connections=200";
        run(
                directory,
                bin.resolve("pg_ctl"),
                "start",
                "-D",
                data,
                "-l",
                directory.resolve("log"),
                "-w",
                "-t",
                60,
                "-o",
                options);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(bin, directory, data)));
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    private static void stop(Path bin, Path directory, Path data) {
        try {
            run(directory, bin.resolve("pg_ctl"), "stop", "-D", data, "-m", "immediate", "-w");
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException failure) {
            System.err.println("PostgreSQL for tests: could not be stopped, " + failure);
        }
    }

    private static Path programs(Path unpacked) throws IOException {
        try (Stream<Path> files = Files.walk(unpacked, 3)) {
            return files.filter(file -> file.endsWith(Path.of("bin", "initdb")))
                    .findFirst()
                    .map(Path::getParent)
                    .orElseThrow(() -> new IOException("no initdb below " + unpacked));
        }
    }

    private static void run(Path directory, Object... command) throws IOException {
        List<String> line = new ArrayList<>(NOBODY);
        Stream.of(command).map(String::valueOf).forEach(line::add);
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
