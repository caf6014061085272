package dev.leafnode.test.servers;

import java.io.File;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.testcontainers.containers.JdbcDatabaseContainer;

/**
 * Servers in containers, where an engine for these answers. {@code LEAFNODE_TEST_CONTAINERS} is {@code false} where there is to
 * be none, and {@code true} where there must be one.
 */
final class Containers {

    private static final String SWITCH = System.getenv("LEAFNODE_TEST_CONTAINERS");

    private Containers() {}

    /**
     * Starts one, if it can be had within two minutes.
     *
     * @param what the server, for messages
     * @throws IllegalStateException if there must be one and is not
     */
    static <C extends JdbcDatabaseContainer<?>> Optional<C> start(String what, Supplier<C> make) {
        if (!mayBe()) {
            return Optional.empty();
        }
        try {
            C container = make.get();
            // An engine without a registry asks it again for minutes.
            CompletableFuture.runAsync(container::start).get(2, TimeUnit.MINUTES);
            return Optional.of(container);
        } catch (Exception | LinkageError noContainer) {
            if (mustBe()) {
                throw new IllegalStateException("LEAFNODE_TEST_CONTAINERS=true, but no " + what, noContainer);
            }
            System.out.println(what + " for tests: no container, " + noContainer);
            return Optional.empty();
        }
    }

    private static boolean mayBe() {
        boolean hasEngine = System.getenv("DOCKER_HOST") != null || new File("/var/run/docker.sock").exists();
        return mustBe() || (hasEngine && !"false".equalsIgnoreCase(SWITCH));
    }

    private static boolean mustBe() {
        return "true".equalsIgnoreCase(SWITCH);
    }
}
