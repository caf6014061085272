/** The JSON of pipeline executions. */
@NullMarked
package dev.leafnode.json;

import org.jspecify.annotations.NullMarked;
