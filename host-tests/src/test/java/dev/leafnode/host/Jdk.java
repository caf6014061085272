package dev.leafnode.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK on this machine.
 *
 * @param feature its number, such as 21
 */
record Jdk(Path home, int feature) {

    /** Where JDKs usually are: as somebody says, as runners of CI say, as Linux distributions do. */
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    /** The one that runs the tests. */
    static Jdk ofThisJvm() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /**
     * One with virtual threads: the one that runs the tests, or else the one that {@code LEAFNODE_TEST_JDK},
     * {@code JAVA_HOME_21_X64} or {@code JAVA_HOME_25_X64} names, or else the newest below {@code /usr/lib/jvm}.
     */
    static Optional<Jdk> withVirtualThreads() {
        return Stream.<Stream<Jdk>>of(
                        Stream.of(ofThisJvm()),
                        Stream.of("LEAFNODE_TEST_JDK", "JAVA_HOME_21_X64", "JAVA_HOME_25_X64")
                                .map(System::getenv)
                                .filter(home -> home != null && !home.isBlank())
                                .flatMap(home -> in(Path.of(home))),
                        installed())
                .flatMap(jdks -> jdks)
                .filter(jdk -> jdk.feature() >= 21)
                .findFirst();
    }

    Path java() {
        return home.resolve("bin").resolve("java");
    }

    private static Stream<Jdk> installed() {
        try (Stream<Path> homes = Files.isDirectory(INSTALLED) ? Files.list(INSTALLED) : Stream.empty()) {
            return homes
                    .flatMap(Jdk::in)
                    .sorted(Comparator.comparingInt(Jdk::feature).reversed())
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }

    /** What the file "release" of every JDK says: {@code JAVA_VERSION="21.0.2"}. */
    private static Stream<Jdk> in(Path home) {
        Properties release = new Properties();
        try (InputStream file = Files.newInputStream(home.resolve("release"))) {
            release.load(file);
        } catch (IOException none) {
            return Stream.empty();
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        return version.isEmpty()
                ? Stream.empty()
                : Stream.of(new Jdk(home, Runtime.Version.parse(version).feature()));
    }
}
