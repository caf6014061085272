package dev.leafnode.benchmarks.goals;

import dev.leafnode.benchmarks.measuring.Effort;
import dev.leafnode.benchmarks.measuring.Forks;
import dev.leafnode.benchmarks.measuring.Interleaved;
import dev.leafnode.benchmarks.report.Line;
import dev.leafnode.benchmarks.stores.Servers;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What the goals of a run share.
 *
 * @param isQuick whether the run should be over in minutes
 * @param lines takes each line as soon as it is measured
 */
public record Session(boolean isQuick, Servers servers, Consumer<Line> lines) {

    /** For what takes microseconds or milliseconds. */
    public Interleaved interleaved() {
        return new Interleaved(effort());
    }

    /** For what is measured first on a store: it warms up until most of what runs there is compiled. */
    public Interleaved interleavedWhenWarm() {
        return new Interleaved(effortWhenWarm());
    }

    /** How much of it, to be measured in some other number of rounds. */
    public Effort effortWhenWarm() {
        return effort().withWarmUp(Duration.ofSeconds(isQuick ? 7 : 20));
    }

    /** Likewise, in some other number of rounds or with another time to warm up. */
    public Effort effort() {
        return isQuick
                ? new Effort(Duration.ofMillis(2_500), 15, Duration.ofMillis(30))
                : new Effort(Duration.ofSeconds(5), 41, Duration.ofMillis(100));
    }

    /** For what takes nanoseconds, and for what a JVM must not have run before. */
    public Forks forks() {
        return isQuick
                ? new Forks(3, Duration.ofMillis(1_500), Duration.ofMillis(500))
                : new Forks(9, Duration.ofSeconds(4), Duration.ofSeconds(2));
    }

    /** For loops of so much code that the JVM takes seconds to compile it. */
    public Forks forksWhenWarm() {
        return isQuick
                ? new Forks(3, Duration.ofSeconds(4), Duration.ofSeconds(1))
                : new Forks(9, Duration.ofSeconds(8), Duration.ofSeconds(2));
    }

    public void add(Line line) {
        lines.accept(line);
    }
}
