package dev.leafnode.benchmarks.report;

/** What became of a target. */
public enum Verdict {
    PASS,
    FAIL,

    /** There was none. */
    REPORTED
}
