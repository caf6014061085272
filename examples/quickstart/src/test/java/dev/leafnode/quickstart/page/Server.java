package dev.leafnode.quickstart.page;

import dev.leafnode.quickstart.RunningApplication;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An application that the tests of several classes share, which ends with them. */
final class Server implements BeforeAllCallback {

    private final String name;
    private final Supplier<RunningApplication> start;

    private RunningApplication application;

    private Server(String name, Supplier<RunningApplication> start) {
        this.name = name;
        this.start = start;
    }

    /** One where every test takes applications of other names. */
    static Server ofAll() {
        return new Server("all", RunningApplication::inMemory);
    }

    /** One where what waits is what may wait of an afternoon, and what the tests of it add. */
    static Server withScenery() {
        return new Server("scenery", () -> {
            RunningApplication started = RunningApplication.inMemory();
            Scenery.store(started);
            return started;
        });
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        application = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Server.class))
                .computeIfAbsent(name, key -> start.get(), RunningApplication.class);
    }

    RunningApplication application() {
        return application;
    }

    String url(String path) {
        return application.url(path);
    }
}
