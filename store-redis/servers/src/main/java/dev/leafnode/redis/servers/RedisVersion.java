package dev.leafnode.redis.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The versions of which there are programs, for Linux and macOS on x86 and ARM processors of 64 bits. */
public enum RedisVersion {

    /** Redis 7.0.15. On Linux it needs no library of the system. */
    V7_0,

    /** Redis 6.2. Its program needs OpenSSL 3 of the system, so it may not run everywhere: see {@link #runsHere()}. */
    V6_2;

    /** Whether its program runs on this machine; when it does not, the standard error says why. */
    public boolean runsHere() {
        try {
            Path directory = Files.createTempDirectory("leafnode-redis-");
            try {
                release(unpack(directory));
                return true;
            } finally {
                Directories.delete(directory);
            }
        } catch (IOException reason) {
            System.err.println("Redis for tests: " + this + " DOES NOT RUN ON THIS MACHINE: " + reason.getMessage());
            return false;
        }
    }

    /** Whether tests use it on this machine: where it runs, and wherever {@code CI} is set, so that no test is left out there. */
    public boolean isTestedHere() {
        return System.getenv("CI") != null || runsHere();
    }

    /** Puts the program into the directory, unless it is there already. */
    Path unpack(Path directory) throws IOException {
        Path program = directory.resolve("redis-server-" + name());
        if (Files.exists(program)) {
            return program;
        }
        Path unfinished = directory.resolve(program.getFileName() + ".unfinished");
        try (InputStream resource = resource()) {
            Files.copy(resource, unfinished, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!unfinished.toFile().setExecutable(true)) {
            throw new IOException(unfinished + ": could not be made executable");
        }
        return Files.move(unfinished, program, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What the program says of itself, such as {@code 7.0.15}. */
    static String release(Path program) throws IOException {
        String said = Commands.run(program.toString(), "--version");
        return said.replaceAll("(?s).* v=(\\S+).*", "$1");
    }

    boolean hasProgramFor(String platform) {
        return findResource(platform) != null;
    }

    private InputStream resource() throws IOException {
        URL resource = findResource(platform());
        if (resource == null) {
            throw new IOException("there is no program of Redis %s for %s".formatted(this, platform()));
        }
        return resource.openStream();
    }

    private @Nullable URL findResource(String platform) {
        return releases().stream()
                .map(release -> RedisVersion.class.getResource("/redis-server-%s-%s".formatted(release, platform)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What the files are called, which differs from what the programs say they are. */
    private List<String> releases() {
        return switch (this) {
            case V7_0 -> List.of("7.0.15");
            case V6_2 -> List.of("6.2.6-v5", "6.2.7");
        };
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "%s-%s"
                .formatted(
                        system.startsWith("mac") ? "darwin" : system,
                        switch (processor) {
                            case "x86_64" -> "amd64";
                            case "aarch64" -> "arm64";
                            default -> processor;
                        });
    }
}
