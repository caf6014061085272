/** The adapter between Spinnaker Orca and judgment navigation. */
@NullMarked
package dev.leafnode.orca;

import org.jspecify.annotations.NullMarked;
