package dev.leafnode.host;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A program on a class path of its own, with the tests among it. */
final class ChildJvm {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private ChildJvm() {}

    /** What is on the class path of this JVM and wanted on that of the child. */
    static List<String> classPath(Predicate<String> isWanted) {
        return Stream.of(CLASS_PATH.split(File.pathSeparator)).filter(isWanted).toList();
    }

    /**
     * Runs a program to its end.
     *
     * @return what it wrote
     * @throws AssertionError if it fails, with what it wrote, or takes longer than a minute
     */
    static String run(Jdk jdk, List<String> classPath, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                jdk.java().toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath.stream().collect(joining(File.pathSeparator)),
                program.getName()));
        line.addAll(List.of(arguments));
        Path output = Files.createTempFile("leafnode-host", ".txt");
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(1, TimeUnit.MINUTES);
            process.destroyForcibly().waitFor();
            String written = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError("%s, %s: %s".formatted(program, ended ? "failed" : "took too long", written));
            }
            return written;
        } finally {
            Files.delete(output);
        }
    }
}
