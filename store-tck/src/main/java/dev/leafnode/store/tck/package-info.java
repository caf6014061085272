/** The contract tests that every repository passes. */
@NullMarked
package dev.leafnode.store.tck;

import org.jspecify.annotations.NullMarked;
