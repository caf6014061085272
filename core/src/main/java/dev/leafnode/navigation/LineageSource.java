package dev.leafnode.navigation;

import dev.leafnode.model.Execution;
import dev.leafnode.model.Lineage;

/** Where the ancestors of a leaf come from. */
@FunctionalInterface
public interface LineageSource {

    /**
     * The lineage of {@code leaf}: {@link Lineage#stored()} where a repository of ours keeps the executions, the result
     * of a {@link LineageResolver} where the engine keeps its own. It may be asked on another thread than the one that
     * told of the event: the {@link Isolation} decides, and a reconciler has threads of its own.
     */
    Lineage of(Execution leaf);
}
