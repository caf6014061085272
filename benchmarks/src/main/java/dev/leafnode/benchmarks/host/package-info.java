/** A small application that starts in a process of its own, with navigation or without. */
@NullMarked
package dev.leafnode.benchmarks.host;

import org.jspecify.annotations.NullMarked;
