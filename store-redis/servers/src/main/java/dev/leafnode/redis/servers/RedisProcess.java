package dev.leafnode.redis.servers;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server that runs, as a child of this JVM. It has a session of its own where the system can give it one, so that a
 * Ctrl-C reaches it only through us; and a shell that holds a pipe to this JVM kills it when the JVM is gone, however that
 * ended.
 */
final class RedisProcess {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final List<String> SESSION = session();
    private static final String WATCH = "trap '' INT TERM HUP; read -r never; kill -KILL \"$0\"; rm -rf \"$@\"";

    private final Process process;
    private final Process watcher;
    private final Path log;

    private RedisProcess(Process process, Process watcher, Path log) {
        this.process = process;
        this.watcher = watcher;
        this.log = log;
    }

    /**
     * Starts it, and returns when it accepts connections.
     *
     * @param transientFiles what goes with the JVM if that is killed
     * @throws PortInUseException if another one was faster to take its port
     * @throws IOException if it ended, with what it said
     */
    static RedisProcess start(Path program, List<String> options, Path log, Path... transientFiles) throws IOException {
        List<String> command = new ArrayList<>(SESSION);
        command.add(program.toString());
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        List<String> watch = new ArrayList<>(List.of("sh", "-c", WATCH, String.valueOf(process.pid())));
        Stream.of(transientFiles).map(Path::toString).forEach(watch::add);
        Process watcher = new ProcessBuilder(watch)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var unused = process.onExit().thenRun(watcher::destroyForcibly);
        RedisProcess started = new RedisProcess(process, watcher, log);
        started.awaitReady();
        return started;
    }

    private void awaitReady() throws IOException {
        boolean isOver = Patience.await(START_LIMIT, () -> !process.isAlive() || isReady());
        if (process.isAlive() && isOver) {
            return;
        }
        kill();
        String said = said();
        if (said.contains("Address already in use")) {
            throw new PortInUseException(said);
        }
        throw new IOException("Redis did not start; it said: " + said);
    }

    private boolean isReady() {
        return said().contains("Ready to accept connections");
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void signal(String signal) throws IOException {
        Commands.run("sh", "-c", "kill -%s %d".formatted(signal, pid()));
    }

    /** Ends it as a crash does, and returns when it is gone. */
    void kill() throws IOException {
        watcher.destroyForcibly();
        process.destroyForcibly();
        if (!isGone()) {
            throw new IOException("Redis did not go when it was killed, process " + pid());
        }
    }

    /** Lets it end by itself, if it does so in time. */
    void stop() throws IOException {
        process.destroy();
        if (!isGone()) {
            kill();
        }
    }

    private boolean isGone() throws IOException {
        try {
            return process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("while Redis ended, process " + pid());
        }
    }

    private static List<String> session() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .map(directory -> Path.of(directory, "setsid"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(setsid -> List.of(setsid.toString()))
                .orElse(List.of());
    }

    /** Somebody else listens where this server should. */
    static final class PortInUseException extends IOException {

        private static final long serialVersionUID = 1;

        PortInUseException(String message) {
            super(message);
        }
    }
}
