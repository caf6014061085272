/** The engine's records as immutable values, and the values navigation adds to them. */
@NullMarked
package dev.leafnode.model;

import org.jspecify.annotations.NullMarked;
