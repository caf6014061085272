/** A small application whose engine runs nested pipelines and embeds Leafnode. */
@NullMarked
package dev.leafnode.quickstart;

import org.jspecify.annotations.NullMarked;
