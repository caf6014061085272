/** How it is measured: in turn, in one run, as medians of the ratios of each round. */
@NullMarked
package dev.leafnode.benchmarks.measuring;

import org.jspecify.annotations.NullMarked;
