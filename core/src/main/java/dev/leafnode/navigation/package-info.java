/** Opening and closing judgments, and the façade that answers what waits and where. */
@NullMarked
package dev.leafnode.navigation;

import org.jspecify.annotations.NullMarked;
