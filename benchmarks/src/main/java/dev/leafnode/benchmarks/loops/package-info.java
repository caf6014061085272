/** What is too short for a stopwatch: loops that JMH runs in processes of their own. */
@NullMarked
package dev.leafnode.benchmarks.loops;

import org.jspecify.annotations.NullMarked;
