package dev.leafnode.quickstart;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application with its real server, and a client of it. */
public final class RunningApplication extends ApiClient implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningApplication(ConfigurableApplicationContext context) {
        super(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        this.context = context;
    }

    /** Starts it on the store in memory, on a free port. */
    public static RunningApplication inMemory(String... arguments) {
        String[] all = Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--leafnode.store=memory",
                                "--quickstart.engine.poll-interval=50ms",
                                "--spring.autoconfigure.exclude="
                                        + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"),
                        Arrays.stream(arguments))
                .toArray(String[]::new);
        return new RunningApplication(SpringApplication.run(QuickstartApplication.class, all));
    }

    @Override
    public void close() {
        context.close();
    }
}
