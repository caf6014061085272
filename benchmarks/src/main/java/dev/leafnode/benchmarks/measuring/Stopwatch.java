package dev.leafnode.benchmarks.measuring;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes the times of named steps during a round. */
public final class Stopwatch {

    private final Map<String, Times> steps = new LinkedHashMap<>();

    Stopwatch() {}

    /** Runs a step and notes how long that took. */
    public void time(String step, Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        note(step, System.nanoTime() - start);
    }

    /** Notes what was measured otherwise, in any unit. */
    public void note(String step, long value) {
        steps.computeIfAbsent(step, key -> new Times()).add(value);
    }

    /** The median of each step. */
    Map<String, Double> medians() {
        Map<String, Double> medians = new LinkedHashMap<>();
        steps.forEach((step, times) -> medians.put(step, times.median()));
        return medians;
    }

    private static final class Times {

        private long[] values = new long[64];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        double median() {
            return Median.of(Arrays.stream(values, 0, size).asDoubleStream().toArray());
        }
    }
}
