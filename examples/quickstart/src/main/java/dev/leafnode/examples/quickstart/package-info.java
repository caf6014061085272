/** A small engine with nested pipelines. */
@NullMarked
package dev.leafnode.examples.quickstart;

import org.jspecify.annotations.NullMarked;
