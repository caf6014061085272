/** The adapter as a plugin that Orca loads. */
@NullMarked
package dev.leafnode.orca.plugin;

import org.jspecify.annotations.NullMarked;
