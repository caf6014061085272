package dev.leafnode.quickstart.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Which port to serve on. */
final class ServerPort {

    static final int DEFAULT = 8080;
    private static final int ANY = 0;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private ServerPort() {}

    /**
     * The port to serve on; 0 for any that is free.
     *
     * @param wanted the port asked for, or null for the default one
     * @param mayMove whether another will do when nobody asked for the one that is taken
     * @throws CommandException if the port cannot be had
     */
    static int choose(@Nullable Integer wanted, boolean mayMove) {
        int port = wanted == null ? DEFAULT : wanted;
        if (port < 0 || port > 65_535) {
            throw new CommandException("Port %d: expected 0 to 65535.".formatted(port));
        }
        if (isFree(port)) {
            return port;
        }
        if (wanted == null && mayMove) {
            return ANY;
        }
        throw new CommandException("Port %d is taken; choose another with --port.".formatted(port));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
