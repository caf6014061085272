package dev.leafnode.redis.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What still runs in a directory after the JVM that started it was killed; two servers must not write the same files. */
final class Leftover {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Leftover() {}

    /** Kills every process whose program lies in the directory, and returns when they are gone. */
    static void end(Path directory) throws IOException {
        Path real = directory.toRealPath();
        running(real).forEach(ProcessHandle::destroyForcibly);
        if (!Patience.await(LIMIT, () -> running(real).isEmpty())) {
            throw new IOException("a former Redis of %s does not end".formatted(directory));
        }
    }

    private static List<ProcessHandle> running(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> Path.of(command).startsWith(directory))
                        .isPresent())
                .toList();
    }
}
