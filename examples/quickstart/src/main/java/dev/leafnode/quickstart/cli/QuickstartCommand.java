package dev.leafnode.quickstart.cli;

import dev.leafnode.listener.Listeners;
import dev.leafnode.quickstart.imports.ImportException;
import dev.leafnode.quickstart.imports.ImportedTree;
import dev.leafnode.repository.ExecutionRepository;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "quickstart",
        description =
                "Runs nested pipelines that wait for a human, and shows how every ancestor points at the one who is"
                        + " awaited.",
        footer =
                "%nExit codes: 0 all as it should be, 1 something differs from the design, 2 the command cannot do it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
public final class QuickstartCommand implements Callable<Integer> {

    private static final int DIFFERENT = 1;
    private static final int IMPOSSIBLE = 2;

    private final Class<?> application;

    @Option(names = "--port", paramLabel = "PORT", description = "where to serve; 8080 by default, 0 for any free port")
    private @Nullable Integer port;

    @Option(
            names = "--once",
            description = "show the tables, continue every judgment over REST, show the tables again, and exit")
    private boolean once;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            defaultValue = "h2",
            description =
                    "h2, postgres, mariadb, redis, redis-cluster or memory; ${DEFAULT-VALUE} by default. postgres is the"
                            + " server of " + StoreChoice.POSTGRES_URL + ", mariadb that of "
                            + StoreChoice.MARIADB_URL + " (JDBC URLs) and redis that of "
                            + StoreChoice.REDIS_URL
                            + ", or else one that this command runs itself, as it does the three masters of redis-cluster")
    private StoreChoice store = StoreChoice.H2;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where the database is; 'data' beside ./quickstart by default, and with --once a temporary"
                    + " directory")
    private @Nullable Path data;

    @Option(
            names = "--import",
            paramLabel = "FILE",
            description = "show this execution, as Orca wrote it, with a judgment added to it")
    private @Nullable Path file;

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Makes the command.
     *
     * @param application the Spring Boot application it starts
     */
    public QuickstartCommand(Class<?> application) {
        this.application = application;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            ImportedTree imported = file == null ? null : ImportedTree.read(file);
            int chosenPort = ServerPort.choose(port, once);
            if (!store.keepsFiles()) {
                return run(imported, chosenPort, home());
            }
            try (DataDirectory directory =
                    once && data == null ? DataDirectory.temporary() : DataDirectory.kept(home())) {
                return run(imported, chosenPort, directory.path());
            }
        } catch (CommandException | ImportException impossible) {
            err().println(impossible.getMessage());
            err().flush();
            return IMPOSSIBLE;
        }
    }

    private Path home() {
        return data != null ? data : Path.of(System.getProperty("leafnode.quickstart.home", "."), "data");
    }

    private int run(@Nullable ImportedTree imported, int chosenPort, Path directory) throws InterruptedException {
        out().printf("Starting on %s...%n", store.describe(directory));
        out().flush();
        try (ConfigurableApplicationContext context = start(chosenPort, directory)) {
            int servedPort = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            Tour tour = tour(imported, context, new RestApi(servedPort));
            tour.showWaiting();
            if (!once) {
                tour.showTheWay("http://localhost:" + servedPort);
                new CountDownLatch(1).await();
            }
            tour.decideAndShow();
            return verdict(tour.differences());
        }
    }

    private ConfigurableApplicationContext start(int chosenPort, Path directory) {
        Map<String, String> properties = store.properties(directory);
        properties.put("server.port", String.valueOf(chosenPort));
        String[] arguments = properties.entrySet().stream()
                .map(property -> "--%s=%s".formatted(property.getKey(), property.getValue()))
                .toArray(String[]::new);
        try {
            return SpringApplication.run(application, arguments);
        } catch (RuntimeException failure) {
            throw new CommandException("The application did not start: " + reason(failure));
        }
    }

    /** What the database said last or, when it said nothing, what everything else followed from. */
    private static String reason(Throwable failure) {
        Throwable reason = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException || !(reason instanceof SQLException)) {
                reason = cause;
            }
        }
        return Objects.requireNonNullElse(reason.getMessage(), reason.toString());
    }

    private Tour tour(@Nullable ImportedTree imported, ConfigurableApplicationContext context, RestApi api) {
        Exhibits exhibits = new Exhibits(api);
        if (imported == null) {
            return new Tour(out(), api, once ? exhibits.started() : exhibits.continued());
        }
        imported.store(context.getBean(ExecutionRepository.class), context.getBean(Listeners.class), Instant.now());
        return new Tour(out(), api, List.of(exhibits.imported(imported.executionIds())));
    }

    private int verdict(List<String> differences) {
        if (differences.isEmpty()) {
            out().printf("%nAll as the design says.%n");
            out().flush();
            return 0;
        }
        differences.forEach(err()::println);
        err().flush();
        return DIFFERENT;
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private PrintWriter err() {
        return spec().commandLine().getErr();
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("expected to run as a command");
        }
        return spec;
    }
}
