/** What is measured: a class for each goal, with the yardsticks it is held against. */
@NullMarked
package dev.leafnode.benchmarks.goals;

import org.jspecify.annotations.NullMarked;
