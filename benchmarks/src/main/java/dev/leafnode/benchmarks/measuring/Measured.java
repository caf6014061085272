package dev.leafnode.benchmarks.measuring;

import java.util.List;
import java.util.Map;

/**
 * What the rounds have shown: the median of each step in each round.
 *
 * @param rounds in the order in which they were run
 */
public record Measured(List<Map<String, Double>> rounds) {

    public Measured {
        rounds = List.copyOf(rounds);
    }

    /** A step over all rounds. */
    public Spread of(String step) {
        return Spread.of(
                rounds.stream().mapToDouble(round -> value(round, step)).toArray());
    }

    /** How often a step is as large as another one, round by round. */
    public Spread ratio(String step, String other) {
        return Spread.of(rounds.stream()
                .mapToDouble(round -> value(round, step) / value(round, other))
                .toArray());
    }

    /** By how much a step is larger than another one, round by round. */
    public Spread difference(String step, String other) {
        return Spread.of(rounds.stream()
                .mapToDouble(round -> value(round, step) - value(round, other))
                .toArray());
    }

    private static double value(Map<String, Double> round, String step) {
        Double value = round.get(step);
        if (value == null) {
            throw new IllegalArgumentException(
                    "step %s: expected one of %s, found none".formatted(step, round.keySet()));
        }
        return value;
    }
}
