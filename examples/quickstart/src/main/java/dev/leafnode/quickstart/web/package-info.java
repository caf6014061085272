/** The engine's REST interface, in Orca's shape. */
@NullMarked
package dev.leafnode.quickstart.web;

import org.jspecify.annotations.NullMarked;
