/** What is measured on: stores of ours on real, durable servers that keep to their own processors. */
@NullMarked
package dev.leafnode.benchmarks.stores;

import org.jspecify.annotations.NullMarked;
