/** The repositories on SQL databases. */
@NullMarked
package dev.leafnode.store.sql;

import org.jspecify.annotations.NullMarked;
