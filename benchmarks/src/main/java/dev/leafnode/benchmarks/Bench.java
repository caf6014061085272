package dev.leafnode.benchmarks;

import dev.leafnode.benchmarks.goals.Goal;
import dev.leafnode.benchmarks.goals.Session;
import dev.leafnode.benchmarks.report.Machine;
import dev.leafnode.benchmarks.report.Report;
import dev.leafnode.benchmarks.report.Verdict;
import dev.leafnode.benchmarks.stores.Processors;
import dev.leafnode.benchmarks.stores.Servers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command {@code ./bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what navigation costs, beside its physical limit and beside the alternatives, on real servers.",
            "Ends with 0 when every target is met, with 1 when one is missed, and with 2 when it could not measure."
        })
public final class Bench implements Callable<Integer> {

    @Option(names = "--quick", description = "Measure for a shorter time, with less data: about 10 minutes.")
    private boolean quick;

    @Option(names = "--only", split = ",", paramLabel = "GOAL", description = "Only these goals: P1 to P10, or events.")
    private Set<String> only = Set.of();

    @Option(
            names = "--out",
            paramLabel = "DIRECTORY",
            defaultValue = "benchmarks/target/report",
            description = "Where the report goes; ${DEFAULT-VALUE} if not set.")
    private Path out = Path.of("");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    failure.printStackTrace(command.getErr());
                    return 2;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Goal> goals = goals();
        Report report = new Report(System.out);
        try (Servers servers = new Servers()) {
            Session session = new Session(quick, servers, report::add);
            for (Goal goal : goals) {
                goal.measure(session);
            }
            report.write(out, Machine.describe(quick, Processors.describe(), servers.settings()));
        }
        return report.lines().stream().anyMatch(line -> line.verdict() == Verdict.FAIL) ? 1 : 0;
    }

    private List<Goal> goals() {
        List<String> names = Goal.all().stream().map(Goal::name).distinct().toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "--only: expected some of %s, got %s".formatted(names, name));
            }
        }
        return Goal.all().stream()
                .filter(goal -> only.isEmpty() || only.contains(goal.name()))
                .toList();
    }
}
