package dev.leafnode.quickstart.kills;

import static org.awaitility.Awaitility.with;

import dev.leafnode.quickstart.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The engine in a JVM of its own, to be killed. */
final class EngineProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    /** What it keeps its executions in: {@code h2}, {@code redis} or {@code redis-cluster}. */
    private static final String STORE = System.getProperty("leafnode.test.kills.store", "h2");

    private final Process process;
    private final Path portFile;
    private final Path log;

    private EngineProcess(Process process, Path portFile, Path log) {
        this.process = process;
        this.portFile = portFile;
        this.log = log;
    }

    /** Starts it on what that folder holds; a pass of the reconciler is never far away. */
    static EngineProcess start(Path folder) throws IOException {
        Path portFile = folder.resolve("port");
        Files.deleteIfExists(portFile);
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                EngineMain.class.getName(),
                portFile.toString(),
                "--server.port=0",
                "--quickstart.engine.poll-interval=100ms",
                "--quickstart.engine.retry-delay=100ms",
                "--leafnode.reconcile.interval=200ms"));
        command.addAll(storeIn(folder));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new EngineProcess(process, portFile, log);
    }

    private static List<String> storeIn(Path folder) {
        if (STORE.equals("h2")) {
            return List.of(
                    "--leafnode.store=sql",
                    "--spring.datasource.url=jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MAX_LENGTH_INPLACE_LOB=%d"
                            .formatted(folder.resolve("h2"), 128 * 1024 * 1024),
                    "--spring.datasource.username=sa");
        }
        return List.of(
                "--leafnode.store=redis",
                "--quickstart.%s.directory=%s".formatted(STORE, folder.resolve(STORE)),
                "--spring.autoconfigure.exclude="
                        + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
    }

    /** A client of the engine, once it serves. */
    ApiClient client() {
        with().pollInterval(Duration.ofMillis(20))
                .atMost(START_LIMIT)
                .await()
                .until(() -> Files.exists(portFile) || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("the engine ended by itself: " + log());
        }
        try {
            return new ApiClient(Integer.parseInt(Files.readString(portFile)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Kills it after that time, with SIGKILL where there are signals. */
    void killAfter(Duration time) throws InterruptedException {
        try {
            process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("the engine ended by itself: " + log());
        } catch (TimeoutException alive) {
            close();
        } catch (ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            return "no log: " + failure;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
