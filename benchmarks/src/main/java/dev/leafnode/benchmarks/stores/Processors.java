package dev.leafnode.benchmarks.stores;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Keeps servers to processors of their own. This process was put on others by whoever started it: one that moves between
 * processors in the middle of a round trip makes it take many times as long.
 */
public final class Processors {

    /** The processors for servers, as {@code taskset} lists them; not set where nothing can be pinned. */
    public static final String PROPERTY = "leafnode.bench.server-processors";

    private static final String OURS = PROPERTY + ".client";

    private Processors() {}

    /** Does something without servers, for which this process may use all processors. */
    public static <T> T onAll(Supplier<T> work) {
        String ours = System.getProperty(OURS);
        String servers = System.getProperty(PROPERTY);
        if (ours == null || servers == null) {
            return work.get();
        }
        long self = ProcessHandle.current().pid();
        put(self, ours + "," + servers);
        try {
            return work.get();
        } finally {
            put(self, ours);
        }
    }

    /** Puts a process, and what it starts from now on, on the processors of servers. */
    static void pin(long pid) {
        String processors = System.getProperty(PROPERTY);
        if (processors != null) {
            put(pid, processors);
        }
    }

    private static void put(long pid, String processors) {
        try {
            Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", processors, String.valueOf(pid))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (taskset.waitFor() != 0) {
                throw new IllegalStateException(
                        "process %d: expected it on processors %s, %s".formatted(pid, processors, said));
            }
        } catch (IOException failure) {
            throw new IllegalStateException("process %d on processors %s".formatted(pid, processors), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What is pinned to what. */
    public static String describe() {
        String processors = System.getProperty(PROPERTY);
        return processors == null
                ? "NOTHING IS PINNED: round trips may take several times as long from one second to the next"
                : "this process on %s, servers on %s".formatted(System.getProperty(OURS), processors);
    }
}
