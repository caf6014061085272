/** One command that measures what navigation costs, beside its physical limit and beside the alternatives. */
@NullMarked
package dev.leafnode.benchmarks;

import org.jspecify.annotations.NullMarked;
