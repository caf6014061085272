package dev.leafnode.redis.servers;

import dev.leafnode.redis.servers.RedisProcess.PortInUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Redis server on a free port of 127.0.0.1, which may be killed, frozen and started again. It does not outlive this JVM.
 * Options are directives of {@code redis.conf}, such as {@code "--maxmemory", "3mb"}; without any, it writes nothing to
 * disk, and what it has is gone when it is killed.
 */
public final class RedisServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int ATTEMPTS = 10;

    private final Path directory;
    private final boolean isKept;
    private final Path program;
    private final String version;
    private final List<String> options;
    private final int port;
    private volatile RedisProcess process;

    private RedisServer(Path directory, boolean isKept, Path program, List<String> options) throws IOException {
        this.directory = directory;
        this.isKept = isKept;
        this.program = program;
        this.options = options;
        version = RedisVersion.release(program);
        port = Ports.free();
        process = launch();
    }

    /** Starts a Redis 7.0 whose data go when it is closed. */
    public static RedisServer start(String... options) {
        return start(RedisVersion.V7_0, options);
    }

    /** Starts one of that version, whose data go when it is closed. */
    public static RedisServer start(RedisVersion version, String... options) {
        try {
            Path directory = Files.createTempDirectory("leafnode-redis-");
            try {
                RedisServer server = start(directory, false, version, options);
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                return server;
            } catch (IOException failure) {
                Directories.delete(directory);
                throw failure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Starts a Redis 7.0 with the data that the directory holds, if any, and leaves them there when it is closed. One that
     * a killed JVM left behind in this directory is ended first.
     */
    public static RedisServer startIn(Path directory, String... options) {
        try {
            Files.createDirectories(directory);
            Leftover.end(directory);
            return start(directory, true, RedisVersion.V7_0, options);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static RedisServer start(Path directory, boolean isKept, RedisVersion version, String... options)
            throws IOException {
        Path program = version.unpack(directory);
        PortInUseException last = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                return new RedisServer(directory, isKept, program, List.of(options));
            } catch (PortInUseException taken) {
                last = taken;
            }
        }
        throw new IOException("Redis found its port in use %d times".formatted(ATTEMPTS), last);
    }

    /** Where it answers while it runs, before and after it was killed: {@code redis://host:port}. */
    public String uri() {
        return "redis://" + hostAndPort();
    }

    public String hostAndPort() {
        return HOST + ":" + port;
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    /** What it says it is, such as {@code 7.0.15}. */
    public String version() {
        return version;
    }

    public long pid() {
        return process.pid();
    }

    /** Whether there is a process; a frozen one is alive. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a crash does, and returns when it is gone. */
    public void kill() {
        attempt(process::kill);
    }

    /** Starts it on the same port, with the same options and with the data that it wrote, after it has ended. */
    public void startAgain() {
        if (isAlive()) {
            throw new IllegalStateException("%s: expected that it had ended".formatted(uri()));
        }
        attempt(() -> process = launch());
    }

    /** Stops it where it is: it takes connections and keeps them, and answers nothing. */
    public void freeze() {
        attempt(() -> process.signal("STOP"));
    }

    /** Lets it go on after a {@link #freeze()}, with what has been asked meanwhile. */
    public void thaw() {
        attempt(() -> process.signal("CONT"));
    }

    /** Ends it. */
    @Override
    public void close() {
        attempt(() -> {
            if (isKept) {
                process.stop();
            } else {
                process.kill();
                Directories.delete(directory);
            }
        });
    }

    private RedisProcess launch() throws IOException {
        Path data = Files.createDirectories(directory.resolve("data")).toAbsolutePath();
        List<String> arguments = new ArrayList<>(
                List.of("--port", String.valueOf(port), "--bind", HOST, "--dir", data.toString(), "--save", ""));
        arguments.addAll(options);
        Path log = directory.resolve("log");
        return isKept
                ? RedisProcess.start(program, arguments, log)
                : RedisProcess.start(program, arguments, log, directory);
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void attempt(Action action) {
        try {
            action.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
