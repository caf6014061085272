/** A small engine that runs pipelines and tells listeners what happens; it knows nothing of navigation. */
@NullMarked
package dev.leafnode.quickstart.engine;

import org.jspecify.annotations.NullMarked;
