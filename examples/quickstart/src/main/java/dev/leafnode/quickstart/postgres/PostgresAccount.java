package dev.leafnode.quickstart.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The account that the server runs under: the one of this process, unless that is root's. PostgreSQL refuses to run as
 * root; then it runs in a user namespace of its own or, where the system does not allow one (as in most containers), as
 * {@code nobody}.
 */
enum PostgresAccount {
    OWN(""),
    NAMESPACE("unshare -U"),
    NOBODY("setpriv --reuid=nobody --regid=nogroup --clear-groups");

    private final String prefix;

    PostgresAccount(String prefix) {
        this.prefix = prefix;
    }

    static PostgresAccount choose() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return OWN;
        }
        return works(NAMESPACE.command(List.of("true"))) ? NAMESPACE : NOBODY;
    }

    private static boolean works(List<String> command) {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The command line that runs a command under this account. */
    List<String> command(List<String> command) {
        List<String> line = new ArrayList<>(prefix.isEmpty() ? List.of() : List.of(prefix.split(" ")));
        line.addAll(command);
        return line;
    }

    /** Gives a directory, with all that is in it, to this account; the directory above lets it pass. */
    void own(Path directory) throws IOException {
        if (this != NOBODY) {
            return;
        }
        UserPrincipal nobody =
                directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(each, nobody);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    Files.setOwner(each, nobody);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Path above = directory.getParent();
        if (above != null) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(above));
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(above, permissions);
        }
    }
}
