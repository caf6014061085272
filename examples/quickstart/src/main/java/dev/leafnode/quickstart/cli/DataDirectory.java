package dev.leafnode.quickstart.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** The directory with the database, for one quickstart at a time. */
final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final boolean isTemporary;
    private final FileChannel lock;

    private DataDirectory(Path path, boolean isTemporary, FileChannel lock) {
        this.path = path;
        this.isTemporary = isTemporary;
        this.lock = lock;
    }

    /** Opens a directory that stays, and makes it if need be. */
    static DataDirectory kept(Path path) {
        return open(path.toAbsolutePath().normalize(), false);
    }

    /** Makes a directory that goes when it is closed. */
    static DataDirectory temporary() {
        try {
            return open(Files.createTempDirectory("leafnode-quickstart-"), true);
        } catch (IOException failure) {
            throw new CommandException("No temporary directory could be made: " + failure.getMessage());
        }
    }

    private static DataDirectory open(Path path, boolean isTemporary) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new CommandException(
                        "The data directory %s is used by another quickstart; stop that one or choose another with --data."
                                .formatted(path));
            }
            return new DataDirectory(path, isTemporary, channel);
        } catch (IOException failure) {
            throw new CommandException("The data directory %s cannot be used: %s".formatted(path, failure));
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ownProcess) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
            if (isTemporary) {
                FileSystemUtils.deleteRecursively(path);
            }
        } catch (IOException failure) {
            throw new CommandException("The data directory %s could not be left: %s".formatted(path, failure));
        }
    }
}
