package dev.leafnode.benchmarks.measuring;

/** Something that may fail. */
@FunctionalInterface
public interface Action {

    void run() throws Exception;
}
