/** What is told of it: a line for each thing that was measured, as text, JSON and a page with plots. */
@NullMarked
package dev.leafnode.benchmarks.report;

import org.jspecify.annotations.NullMarked;
