package dev.leafnode.benchmarks.measuring;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs loops in turn, in rounds, each in a process of its own: what the JVM makes of a loop depends on what it has run
 * before. The loop that goes first changes from round to round.
 *
 * @param rounds how many rounds count
 * @param warmUp how long a process runs its loop before it counts
 * @param counted how long it counts
 */
public record Forks(int rounds, Duration warmUp, Duration counted) {

    private static final int ITERATIONS = 10;
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /** The step that holds the bytes that a loop allocates for one operation. */
    public static String allocation(String loop) {
        return loop + ", allocation";
    }

    /**
     * Measures methods of a class of benchmarks. Of each there are two steps: one of its name, in nanoseconds for an
     * operation in the middle one of many iterations, and its {@link #allocation(String)}.
     *
     * @throws IllegalStateException if a loop failed
     */
    public Measured run(Class<?> benchmarks, List<String> loops) {
        List<Map<String, Double>> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Map<String, Double> values = new LinkedHashMap<>();
            for (int i = 0; i < loops.size(); i++) {
                String loop = loops.get((round + i) % loops.size());
                RunResult result = fork(benchmarks, loop);
                values.put(loop, result.getPrimaryResult().getStatistics().getPercentile(50));
                values.put(
                        allocation(loop),
                        requireNonNull(result.getSecondaryResults().get(ALLOCATION), ALLOCATION)
                                .getScore());
            }
            all.add(values);
        }
        return new Measured(all);
    }

    private RunResult fork(Class<?> benchmarks, String loop) {
        Options options = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmarks.getName() + "." + loop) + "$")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(ITERATIONS)
                .warmupTime(iteration(warmUp))
                .measurementIterations(ITERATIONS)
                .measurementTime(iteration(counted))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            return new Runner(options).runSingle();
        } catch (RunnerException failure) {
            throw new IllegalStateException("%s, %s".formatted(benchmarks.getName(), loop), failure);
        }
    }

    private static TimeValue iteration(Duration all) {
        return TimeValue.milliseconds(all.toMillis() / ITERATIONS);
    }
}
