package dev.leafnode.benchmarks.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A start of the application, from the start of the JVM until the context was ready.
 *
 * @param isOn whether it had navigation
 * @param nanoseconds how long it took
 * @param processorTime how long its threads ran in that time, all together; in nanoseconds
 */
public record Start(boolean isOn, long nanoseconds, long processorTime) {

    private static final String MARK = "ready";

    /** With what the application starts. */
    public enum With {
        NOTHING,
        MIGRATIONS,
        NAVIGATION
    }

    /**
     * Starts the application on that database, whose tables are there already, and waits until it has ended.
     *
     * @param hasData whether it uses Spring Data JDBC itself
     * @throws IllegalStateException with what the application said, if it did not start
     */
    public static Start of(With with, boolean hasData, String url) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Host.class.getName(),
                "--spring.main.banner-mode=off",
                "--spring.datasource.url=" + url,
                "--leafnode.enabled=" + (with == With.NAVIGATION),
                "--leafnode.store=sql",
                "--" + HostData.ENABLED + "=" + hasData,
                "--" + Host.MIGRATE + "=" + (with == With.MIGRATIONS));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the application with %s did not start:%n%s".formatted(with, said));
        }
        return said.lines()
                .filter(line -> line.startsWith(MARK))
                .findFirst()
                .map(Start::read)
                .orElseThrow(() ->
                        new IllegalStateException("the application with %s was not ready:%n%s".formatted(with, said)));
    }

    String line() {
        return "%s %s %d %d".formatted(MARK, isOn, nanoseconds, processorTime);
    }

    private static Start read(String line) {
        String[] words = line.split(" ", -1);
        return new Start(Boolean.parseBoolean(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }
}
