package dev.leafnode.redis.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of 127.0.0.1 that nobody uses. They lie below those that systems give to outgoing connections, so that the port
 * of a server that was killed is still free when it starts again; and the port of its bus, which is 10000 above, is not
 * that of another server.
 */
final class Ports {

    private static final int FIRST = 10_000;
    private static final int BUS = 10_000;
    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    /** A port that was free a moment ago, as was that of its bus. */
    static int free() throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = FIRST + ThreadLocalRandom.current().nextInt(BUS);
            if (isFree(port) && isFree(port + BUS)) {
                return port;
            }
        }
        throw new IOException("found no free port from %d to %d".formatted(FIRST, FIRST + BUS - 1));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException used) {
            return false;
        }
    }
}
