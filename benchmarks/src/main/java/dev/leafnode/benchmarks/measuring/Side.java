package dev.leafnode.benchmarks.measuring;

/** One of the ways that are compared. */
@FunctionalInterface
public interface Side {

    /** Does once what is measured: what counts goes through the stopwatch, what only prepares it does not. */
    void turn(Stopwatch stopwatch) throws Exception;
}
