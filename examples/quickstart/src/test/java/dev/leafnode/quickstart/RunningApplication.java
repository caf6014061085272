package dev.leafnode.quickstart;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application with its real server, and a client of it. */
public final class RunningApplication extends ApiClient implements AutoCloseable {

    private static final String NO_PASSES = "--leafnode.reconcile.interval=10d";

    private final ConfigurableApplicationContext context;

    private RunningApplication(ConfigurableApplicationContext context) {
        super(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        this.context = context;
    }

    /** Starts it on the store in memory, on a free port. */
    public static RunningApplication inMemory(String... arguments) {
        return start(
                Stream.of(
                        "--leafnode.store=memory",
                        "--quickstart.engine.poll-interval=50ms",
                        "--spring.autoconfigure.exclude="
                                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"),
                arguments);
    }

    /** Starts it as these arguments say, on a free port; nothing is reconciled but at the start. */
    public static RunningApplication on(String... arguments) {
        return start(Stream.of(NO_PASSES), arguments);
    }

    /** The same with further beans, which are methods of that class. */
    public static RunningApplication with(Class<?> beans, String... arguments) {
        return start(new Class<?>[] {QuickstartApplication.class, beans}, Stream.of(NO_PASSES), arguments);
    }

    private static RunningApplication start(Stream<String> settings, String... arguments) {
        return start(new Class<?>[] {QuickstartApplication.class}, settings, arguments);
    }

    private static RunningApplication start(Class<?>[] sources, Stream<String> settings, String... arguments) {
        String[] all = Stream.of(Stream.of("--server.port=0"), settings, Arrays.stream(arguments))
                .flatMap(some -> some)
                .toArray(String[]::new);
        return new RunningApplication(SpringApplication.run(sources, all));
    }

    /** Where it listens. */
    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** A bean of it. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
