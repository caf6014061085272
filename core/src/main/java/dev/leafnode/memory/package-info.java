/** Repositories that keep everything in this process, for tests and for engines that need no more. */
@NullMarked
package dev.leafnode.memory;

import org.jspecify.annotations.NullMarked;
