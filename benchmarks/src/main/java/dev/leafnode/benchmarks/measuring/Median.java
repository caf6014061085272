package dev.leafnode.benchmarks.measuring;

import java.util.Arrays;

/** The middle of some values, or of the two in the middle. */
final class Median {

    private Median() {}

    static double of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("median: expected at least one value, got none");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
