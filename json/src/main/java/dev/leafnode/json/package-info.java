/** The JSON of pipeline executions as Spinnaker's Orca writes it, read and written without losing any of it. */
@NullMarked
package dev.leafnode.json;

import org.jspecify.annotations.NullMarked;
