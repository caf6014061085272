/** Orca's own queue handlers on a queue in memory, a virtual clock and a real Redis. */
@NullMarked
package dev.leafnode.orca.engine;

import org.jspecify.annotations.NullMarked;
