package dev.leafnode.quickstart.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The server's programs, as the build packed them for this machine. */
final class PostgresBinaries {

    private static final String ARCHIVES = "classpath*:/postgres-*.txz";
    private static final int EXECUTABLE_BY_OWNER = 0100;

    private final ResourcePatternResolver resources;

    PostgresBinaries(ResourcePatternResolver resources) {
        this.resources = resources;
    }

    /** Unpacks them into {@code directory}/programs, unless they are there already, and returns that. */
    Path unpack(Path directory) throws IOException {
        Path programs = directory.resolve("programs");
        if (Files.isDirectory(programs)) {
            return programs;
        }
        Path unfinished = directory.resolve("programs.unfinished");
        FileSystemUtils.deleteRecursively(unfinished);
        try (InputStream packed = new BufferedInputStream(archive().getInputStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, unfinished.resolve(entry.getName()).normalize());
            }
        }
        return Files.move(unfinished, programs, StandardCopyOption.ATOMIC_MOVE);
    }

    private Resource archive() throws IOException {
        Resource[] archives = resources.getResources(ARCHIVES);
        if (archives.length != 1) {
            throw new IllegalStateException(
                    "PostgreSQL: expected the build to have packed one server for this machine, found %d"
                            .formatted(archives.length));
        }
        return archives[0];
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, file);
        if ((entry.getMode() & EXECUTABLE_BY_OWNER) != 0 && !file.toFile().setExecutable(true, false)) {
            throw new IOException("%s: could not be made executable".formatted(file));
        }
    }
}
