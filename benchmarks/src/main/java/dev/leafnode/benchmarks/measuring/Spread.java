package dev.leafnode.benchmarks.measuring;

import java.util.Arrays;

/**
 * The values of several rounds: the one in the middle, and the middle half of them.
 *
 * @param median half of the values are below
 * @param lower a quarter of the values is below
 * @param upper a quarter of the values is above
 */
public record Spread(double median, double lower, double upper) {

    public static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int quarter = (sorted.length - 1) / 4;
        return new Spread(Median.of(sorted), sorted[quarter], sorted[sorted.length - 1 - quarter]);
    }
}
