/** The contract tests that every repository passes; {@link dev.leafnode.store.tck.RepositoryTck} says how to run them. */
@NullMarked
package dev.leafnode.store.tck;

import org.jspecify.annotations.NullMarked;
