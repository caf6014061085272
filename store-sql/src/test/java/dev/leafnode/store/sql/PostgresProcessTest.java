package dev.leafnode.store.sql;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.leafnode.test.servers.PostgresProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The server of the tests that kill and freeze it. */
class PostgresProcessTest {

    private static final int SIGNALS = 60;

    @Test
    void a_server_hears_signals_while_its_connections_come_and_go() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        AtomicBoolean going = new AtomicBoolean(true);
        try (PostgresProcess server = PostgresProcess.start()) {
            Future<?> connections = thread.submit(() -> {
                while (going.get()) {
                    try (Connection connection = DriverManager.getConnection(server.url())) {
                        connection.isValid(1);
                    }
                }
                return null;
            });
            for (int signal = 0; signal < SIGNALS; signal++) {
                assertThatCode(server::thaw).doesNotThrowAnyException();
            }
            going.set(false);
            connections.get();
        } finally {
            thread.shutdown();
        }
    }
}
