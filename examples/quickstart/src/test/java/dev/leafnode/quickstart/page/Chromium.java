package dev.leafnode.quickstart.page;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A Chromium and its driver: where {@value #VARIABLE} says, on the path or, for who may do so on Debian, installed.
 *
 * @param browser its executable
 * @param driver that of its driver, beside it or on the path
 */
record Chromium(Path browser, Path driver) {

    static final String VARIABLE = "LEAFNODE_TEST_CHROMIUM";

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> DRIVERS = List.of("chromedriver", "chromium.chromedriver");
    private static final String INSTALLATION = "apt-get update && apt-get install -y --no-install-recommends"
            + " chromium chromium-driver fonts-dejavu-core";
    private static final Duration LONGEST_INSTALLATION = Duration.ofMinutes(5);
    private static final Path LOCK = Path.of(System.getProperty("java.io.tmpdir"), "leafnode-chromium.lock");
    private static final Path LOG = Path.of("target", "chromium-installation.log");

    /** The one of this machine. Without any, tests fail on CI and are skipped elsewhere, loudly. */
    static Chromium ofThisMachine() {
        return Holder.FOUND.orElseGet(Chromium::missing);
    }

    private static Chromium missing() {
        String message =
                "The tests of the page need Chromium and chromedriver. On Debian: %s. Elsewhere put both on the PATH, or name the browser in %s and keep its driver beside it."
                        .formatted(INSTALLATION, VARIABLE);
        if (System.getenv("CI") != null) {
            throw new AssertionError(message);
        }
        System.err.println("\n*** SKIPPED: " + message + "\n");
        return Assumptions.abort(message);
    }

    /** Looked for once, since that may take minutes. */
    private static final class Holder {

        private static final Optional<Chromium> FOUND =
                find().or(() -> mayInstall() && install() ? find() : Optional.empty());
    }

    private static Optional<Chromium> find() {
        String named = System.getenv(VARIABLE);
        Optional<Path> browser = named == null ? onPath(BROWSERS) : Optional.of(Path.of(named));
        return browser.filter(Files::isExecutable)
                .flatMap(found -> driver(found).map(driver -> new Chromium(found, driver)));
    }

    private static Optional<Path> driver(Path browser) {
        Stream<Path> beside = DRIVERS.stream().map(browser::resolveSibling);
        return beside.filter(Files::isExecutable).findFirst().or(() -> onPath(DRIVERS));
    }

    private static Optional<Path> onPath(List<String> names) {
        List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator));
        return names.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean mayInstall() {
        return System.getProperty("user.name").equals("root")
                && onPath(List.of("apt-get")).isPresent();
    }

    private static boolean install() {
        System.err.println("Installing Chromium for the tests of the page; see " + LOG.toAbsolutePath());
        try {
            Files.createDirectories(LOG.getParent());
            // Tests run in several processes, and apt-get refuses to be run twice at once.
            ProcessBuilder command = new ProcessBuilder("flock", LOCK.toString(), "sh", "-c", INSTALLATION)
                    .redirectErrorStream(true)
                    .redirectOutput(LOG.toFile());
            command.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process installation = command.start();
            boolean ended = installation.waitFor(LONGEST_INSTALLATION.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                installation.descendants().forEach(ProcessHandle::destroy);
                installation.destroy();
            }
            return ended && installation.exitValue() == 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
