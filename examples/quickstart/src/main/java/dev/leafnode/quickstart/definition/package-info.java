/** What a pipeline is: its stages and their order, as JSON says it. */
@NullMarked
package dev.leafnode.quickstart.definition;

import org.jspecify.annotations.NullMarked;
